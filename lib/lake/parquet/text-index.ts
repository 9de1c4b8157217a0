/** Texts looked up lately, by a cheap hash: a power of two. */
const RECENT = 256;

/** Numbers different texts from 0 in the order in which they are first seen. */
export class TextIndex {
  texts: readonly string[] = [];
  private added: string[] = [];
  private known = new Map<string, number>();
  private readonly recent = new Array<string | undefined>(RECENT).fill(undefined);
  private readonly recentIds = new Int32Array(RECENT);

  constructor() {
    this.restart();
  }

  idOf(text: string): number {
    const slot = slotOf(text);
    if (this.recent[slot] !== text) {
      this.recentIds[slot] = this.lookUp(text);
      this.recent[slot] = text;
    }
    return this.recentIds[slot] ?? 0;
  }

  /** Forgets all texts; returns them. */
  restart(): readonly string[] {
    const before = this.texts;
    this.added = [];
    this.texts = this.added;
    this.known = new Map();
    this.recent.fill(undefined);
    return before;
  }

  private lookUp(text: string): number {
    let id = this.known.get(text);
    if (id === undefined) {
      id = this.added.push(text) - 1;
      this.known.set(text, id);
    }
    return id;
  }
}

/** Cheaper than a hash of the whole text, which few texts have yet when they come from a parser. */
function slotOf(text: string): number {
  const { length } = text;
  const ends = text.charCodeAt(length - 1) * 31 + text.charCodeAt(length - 2) * 5;
  return (length * 7 + ends + text.charCodeAt(length >> 1)) & (RECENT - 1);
}
