/** A fenced block of a Markdown page. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** What the tests look at in a page. */
export interface Page {
  readonly text: string;
  readonly headings: readonly { readonly level: number; readonly title: string }[];
  readonly blocks: readonly CodeBlock[];
  /** Each table as its rows of cells, the head first, without the rule under it. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** Links outside code blocks, as written. */
  readonly links: readonly { readonly label: string; readonly target: string }[];
}

const FENCE = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** Reads the little Markdown that the READMEs use. */
export function readMarkdown(text: string): Page {
  const blocks = [...text.matchAll(FENCE)].map(([, language = '', body = '']) => ({ language, text: body }));
  const prose = text.replace(FENCE, '');
  return {
    text,
    headings: [...prose.matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', title = '']) => ({
      level: marks.length,
      title,
    })),
    blocks,
    tables: [...prose.matchAll(/(?:^\|.*\|\n)+/gm)].map(([rows]) => tableOf(rows)),
    links: [...prose.matchAll(/\[([^[\]]*)\]\(([^)\s]+)\)/g)].map(([, label = '', target = '']) => ({
      label,
      target,
    })),
  };
}

function tableOf(rows: string): string[][] {
  return rows
    .trimEnd()
    .split('\n')
    .filter((_, i) => i !== 1)
    .map((row) =>
      row
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}
