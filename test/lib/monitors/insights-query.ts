import { isReserved } from '../../../lib/monitors/compile/reserved-words';

/** A Metrics Insights query, read by a parser of our own of the grammar that CloudWatch documents. */
export interface InsightsQuery {
  readonly statistic: string;
  readonly metric: string;
  readonly namespace: string;
  /** The exact dimensions of SCHEMA. */
  readonly schema: readonly string[];
  readonly where: readonly { readonly tag: boolean; readonly key: string; readonly value: string }[];
  readonly groupBy: readonly string[];
  readonly orderBy: { readonly statistic: string; readonly direction: string };
}

interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'mark';
  readonly value: string;
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([(),.=]))/sy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [, word, name, value, mark] = TOKEN.exec(text) ?? [];
    const unescaped = (one: string) => one.replaceAll(/\\(.)/gs, '$1');
    if (word !== undefined) {
      tokens.push({ kind: 'word', value: word });
    } else if (name !== undefined) {
      tokens.push({ kind: 'name', value: unescaped(name) });
    } else if (value !== undefined) {
      tokens.push({ kind: 'text', value: unescaped(value) });
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', value: mark });
    } else {
      throw new Error(`no token at ${at} of ${text}`);
    }
  }
  return tokens;
}

/** Throws for what the grammar does not have, and for a reserved word that stands where a name must. */
export function parseInsights(text: string): InsightsQuery {
  const tokens = tokensOf(text);
  let at = 0;
  const peek = () => tokens[at];
  const wrong = (wanted: string): never => {
    throw new Error(`expected ${wanted}, got ${JSON.stringify(peek())} in ${text}`);
  };
  const take = (kind: Token['kind'], value?: string): string => {
    const token = peek();
    if (token?.kind !== kind || (value !== undefined && token.value !== value)) {
      return wrong(value ?? kind);
    }
    at += 1;
    return token.value;
  };
  const is = (value: string) => peek()?.value === value;
  const words = (...all: string[]) => all.forEach((one) => void take('word', one));
  const name = (): string => {
    const token = peek();
    if (token?.kind === 'word' && !isReserved(token.value)) {
      return take('word');
    }
    return take('name');
  };
  const list = <Item>(item: () => Item, separator: string): Item[] => {
    const items = [item()];
    while (is(separator)) {
      at += 1;
      items.push(item());
    }
    return items;
  };
  const statistic = () => {
    const word = take('word');
    return ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM'].includes(word) ? word : wrong('a function');
  };
  const condition = () => {
    const tag = peek()?.kind === 'word' && is('tag') && tokens[at + 1]?.value === '.';
    at += tag ? 2 : 0;
    const key = name();
    take('mark', '=');
    return { tag, key, value: take('text') };
  };

  words('SELECT');
  const selected = statistic();
  take('mark', '(');
  const metric = name();
  take('mark', ')');
  words('FROM', 'SCHEMA');
  take('mark', '(');
  const [namespace = '', ...schema] = list(name, ',');
  take('mark', ')');
  const clause = <Item>(word: string, items: () => Item[]): Item[] => {
    if (!is(word)) {
      return [];
    }
    words(word);
    return items();
  };
  const where = clause('WHERE', () => list(condition, 'AND'));
  words('GROUP', 'BY');
  const groupBy = list(name, ',');
  words('ORDER', 'BY');
  const ordered = statistic();
  take('mark', '(');
  take('mark', ')');
  const direction = is('ASC') ? take('word', 'ASC') : take('word', 'DESC');
  if (at < tokens.length) {
    wrong('the end');
  }
  return {
    statistic: selected,
    metric,
    namespace,
    schema,
    where,
    groupBy,
    orderBy: { statistic: ordered, direction },
  };
}
