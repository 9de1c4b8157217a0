/** Atlassian Document Format: the nodes that alerts use, none of which reads markup. */
export interface AdfDocument {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly AdfBlock[];
}

export type AdfBlock =
  | { readonly type: 'paragraph'; readonly content: readonly AdfText[] }
  | {
      readonly type: 'codeBlock';
      readonly attrs: { readonly language: 'sql' };
      readonly content: readonly AdfText[];
    };

export interface AdfText {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly [{ readonly type: 'strong' }];
}

/** A paragraph of its non-empty texts: ADF refuses empty ones. */
export function paragraph(...texts: readonly AdfText[]): AdfBlock {
  return { type: 'paragraph', content: texts.filter(({ text }) => text !== '') };
}

export function plain(text: string): AdfText {
  return { type: 'text', text };
}

export function strong(text: string): AdfText {
  return { type: 'text', text, marks: [{ type: 'strong' }] };
}

export function sqlBlock(sql: string): AdfBlock {
  return { type: 'codeBlock', attrs: { language: 'sql' }, content: sql === '' ? [] : [plain(sql)] };
}
