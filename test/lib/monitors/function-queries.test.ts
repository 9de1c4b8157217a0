import { FUNCTION_QUERIES } from '../../../lib/monitors/function-queries';

/** Fields that CloudWatch finds in Lambda's logs, and those of Lambda's own JSON that the queries use. */
const FIELDS = [
  '@duration',
  '@initDuration',
  '@log',
  '@logStream',
  '@maxMemoryUsed',
  '@memorySize',
  '@message',
  '@requestId',
  '@timestamp',
  '@type',
  '@xrayTraceId',
  'record.metrics.durationMs',
  'record.metrics.initDurationMs',
  'record.metrics.maxMemoryUsedMB',
  'record.metrics.memorySizeMB',
  'record.requestId',
  'record.status',
  'record.tracing.value',
  'type',
];
const COMMANDS = ['fields', 'filter', 'limit', 'sort', 'stats'];
const FUNCTIONS = ['avg', 'coalesce', 'count', 'earliest', 'latest', 'max', 'pct'];
const WORDS = ['and', 'as', 'asc', 'by', 'desc', 'like', 'or'];

/** Names in a command that are neither text, patterns nor numbers; functions with their bracket. */
function namesIn(command: string): string[] {
  const bare = command.replaceAll(/"[^"]*"|\/[^/]*\//g, ' ');
  return [...bare.matchAll(/@?[A-Za-z_][\w.]*\(?/g)].map(([name]) => name);
}

describe('the queries of functions’ logs', () => {
  it('have names of their own', () => {
    const ids = FUNCTION_QUERIES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(FUNCTION_QUERIES.map(({ id, text }) => [id, text]))(
    '%s names commands, functions and fields that there are, and no name before it is given',
    (_, text) => {
      const given = new Set(FIELDS);
      // A bar within a pattern parts no commands.
      for (const command of text.split('\n| ')) {
        const [, verb = '', rest = ''] = /^(\w+) (.*)$/.exec(command) ?? [];
        const aliases = [...rest.matchAll(/ as (\w+)/g)].map(([, alias = '']) => alias);
        const used = namesIn(rest).filter((name) => !WORDS.includes(name) && !aliases.includes(name));

        expect(COMMANDS).toContain(verb);
        for (const name of used) {
          expect(name.endsWith('(') ? FUNCTIONS : [...given]).toContain(name.replace('(', ''));
        }
        if (verb === 'stats') {
          given.clear();
          for (const key of (rest.split(' by ')[1] ?? '').split(', ')) {
            given.add(key);
          }
        }
        for (const alias of aliases) {
          given.add(alias);
        }
      }
    },
  );

  it.each(FUNCTION_QUERIES.map(({ id, text }) => [id, text]))('%s closes what it opens', (_, text) => {
    const bare = text.replaceAll(/"[^"]*"/g, '');

    expect([...bare].filter((sign) => sign === '(')).toHaveLength(
      [...bare].filter((sign) => sign === ')').length,
    );
    expect(text).not.toContain("'");
    expect(text.length).toBeLessThan(10_000);
  });
});
