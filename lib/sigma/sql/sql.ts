import type { Dialect } from './dialect';

/** A condition before it is written: leaves are SQL. */
export type Sql =
  | { readonly kind: 'leaf'; readonly text: string }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Sql[] }
  | { readonly kind: 'not'; readonly of: Sql };

export const FALSE: Sql = { kind: 'leaf', text: 'false' };

export function leaf(text: string): Sql {
  return { kind: 'leaf', text };
}

export function not(of: Sql): Sql {
  return { kind: 'not', of };
}

/** Joined; equal and nested parts become one. */
export function join(kind: 'and' | 'or', parts: readonly Sql[]): Sql {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]));
  const kept = flat.filter((part) => kind === 'and' || part !== FALSE);
  const [only] = kept;
  return kept.length === 1 && only
    ? only
    : kept.length === 0
      ? kind === 'or'
        ? FALSE
        : leaf('true')
      : { kind, of: kept };
}

const WIDTH = 100;

/** The condition as text, over several lines where one would be long. */
export function writeSql(sql: Sql, dialect: Dialect, indent = ''): string {
  switch (sql.kind) {
    case 'leaf':
      return sql.text;
    case 'not':
      return dialect.not(writeSql(sql.of, dialect, indent));
    default: {
      const inner = `${indent}  `;
      const parts = sql.of.map((part) => writeSql(part, dialect, inner));
      const operator = sql.kind.toUpperCase();
      const line = `(${parts.join(` ${operator} `)})`;
      return line.length + indent.length <= WIDTH && !line.includes('\n')
        ? line
        : `(\n${inner}${parts.join(`\n${inner}${operator} `)}\n${indent})`;
    }
  }
}
