import type { CharSet, RegexNode } from './syntax';

/** More alternatives than this cost more to look for than they spare. */
const MOST = 8;

/** What a pattern's matches must contain: one of these texts, in lower case. */
type Literals = readonly string[];

/**
 * Texts of which one is in every text that a pattern matches, once the text is in lower case; undefined when there are
 * none worth looking for. ASCII alone: a pattern folds case by code units, a text by characters, and the two agree there.
 */
export function requiredLiterals(node: RegexNode): Literals | undefined {
  switch (node.kind) {
    case 'concat':
      return bestOf(node.of);
    case 'alternation': {
      const branches = node.of.map(requiredLiterals);
      return branches.every((branch) => branch !== undefined) ? few(branches.flat()) : undefined;
    }
    case 'repeat':
      return node.min > 0 ? requiredLiterals(node.of) : undefined;
    case 'set': {
      const char = charOf(node.set);
      return char === undefined ? undefined : [char];
    }
    default:
      return undefined;
  }
}

/** The longest run of single characters, or what one of the other parts requires. */
function bestOf(parts: readonly RegexNode[]): Literals | undefined {
  const choices: Literals[] = [];
  let run = '';
  for (const part of [...parts, undefined]) {
    const char = part?.kind === 'set' ? charOf(part.set) : undefined;
    if (char !== undefined) {
      run += char;
    } else if (part?.kind !== 'assert') {
      if (run !== '') {
        choices.push([run]);
      }
      run = '';
      const inner = part && requiredLiterals(part);
      if (inner) {
        choices.push(inner);
      }
    }
  }
  return choices.toSorted((a, b) => shortest(b) - shortest(a) || a.length - b.length)[0];
}

function shortest(literals: Literals): number {
  return Math.min(...literals.map(({ length }) => length));
}

function few(literals: Literals): Literals | undefined {
  const distinct = [...new Set(literals)];
  return distinct.length <= MOST ? distinct : undefined;
}

/** The character all members of a set are in lower case; undefined when they differ, or one is not ASCII. */
function charOf(set: CharSet): string | undefined {
  const codes = set.flatMap(([low, high]) => (low === high ? [low] : [low, high]));
  const isNarrow = set.every(([low, high]) => low === high) && codes.every((code) => code < 128);
  const chars = new Set(codes.map((code) => String.fromCharCode(code).toLowerCase()));
  return isNarrow && chars.size === 1 ? [...chars][0] : undefined;
}
