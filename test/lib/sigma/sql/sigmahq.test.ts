import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../../../lib/detections/load';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { composePipeline } from '../../../../lib/pipeline/compose';
import { createMasker } from '../../../../lib/pipeline/mask/masker';
import { DEFAULT_POLICY } from '../../../../lib/pipeline/mask/policy';
import { processInput } from '../../../../lib/pipeline/process-input';
import { compileRule } from '../../../../lib/sigma/compile';
import { matchesLogsource } from '../../../../lib/sigma/logsource';
import type { Rule } from '../../../../lib/sigma/rule';
import { compileSql } from '../../../../lib/sigma/sql/compile';
import { DIALECTS } from '../../../../lib/sigma/sql/dialects';
import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import { SOURCES } from '../../../../lib/sources';
import type { Source } from '../../../../lib/sources/source';
import { describeWith, SHARED } from '../../../support/needs';
import { ruleFilesIn, STARTER } from '../../detections/rule-files';
import { STUB } from '../support';
import { openTable } from './table';

const FOLDERS = ['aws-cloudtrail', 'cloudtrail', 'gcp-audit', 'azure-activity', 'aws-vpcflow'];

/** Masked events of every real log, by source. */
async function realEvents(): Promise<ReadonlyMap<string, OcsfEvent[]>> {
  const events = new Map<string, OcsfEvent[]>(SOURCES.map(({ id }) => [id, []]));
  const mask = createMasker({ policyFor: () => DEFAULT_POLICY });
  const pipeline = composePipeline<never>({
    enrich: () => undefined,
    detect: () => [],
    mask,
    report: (_, event) => event,
  });
  const sink = {
    event: (event: OcsfEvent, _: number, source: Source) => void events.get(source.id)?.push(event),
    finding: () => undefined,
    quarantine: () => undefined,
    drain: async () => undefined,
  };
  for (const folder of FOLDERS) {
    for (const name of readdirSync(join(SHARED, 'corpora', folder))) {
      const path = join(SHARED, 'corpora', folder, name);
      await processInput({ input: name, path }, createReadStream(path), { sources: SOURCES, pipeline }, sink);
    }
  }
  return events;
}

describeWith(['shared'], 'SigmaHQ’s rules as SQL', () => {
  const load = (placeholders: Record<string, string[]>) =>
    loadRules(ruleFilesIn(join(SHARED, 'sigma')), SOURCES, placeholders);
  const names = load({}).problems.flatMap(({ message }) => /%(\w+)%/.exec(message)?.[1] ?? []);
  const { rules } = load(Object.fromEntries(names.map((name) => [name, ['value']])));
  const own = loadRules(ruleFilesIn(STARTER), SOURCES).rules;
  const sourcesOf = (rule: Rule) =>
    SOURCES.filter((source) => matchesLogsource(rule.logsource, source.logsource));

  test.each(DIALECTS)('compile in $name, or say why not', (dialect) => {
    // A rule of a log the platform has no source for yet compiles against a source that has every field.
    const reasons = new Map<string, number>();
    let compiled = 0;
    for (const rule of rules) {
      const sources: readonly Source[] = sourcesOf(rule);
      const queries = (sources.length > 0 ? sources : [STUB]).map((source) =>
        compileSql(rule, source, dialect),
      );
      const problems = queries.flatMap((query) => (query.ok ? [] : query.problem));
      compiled += problems.length === 0 ? 1 : 0;
      for (const { message, line } of problems) {
        expect(line).toBeGreaterThan(1);
        reasons.set(message, (reasons.get(message) ?? 0) + 1);
      }
    }

    process.stdout.write(
      `${dialect.name}: ${compiled} of ${rules.length} compile; ${JSON.stringify([...reasons])}\n`,
    );
    expect(rules).toHaveLength(230);
    expect(compiled).toBeGreaterThanOrEqual(210);
  });

  test('hit the same real events, masked, as the predicates, and so do the platform’s own', async () => {
    const table = await openTable();
    const events = await realEvents();
    const figures = { queries: 0, hits: 0, events: 0 };
    try {
      for (const source of SOURCES) {
        const mine = events.get(source.id) ?? [];
        figures.events += mine.length;
        await table.fill(mine, source.id);
        for (const rule of [...rules, ...own].filter((one) => sourcesOf(one).includes(source))) {
          const query = compileSql(rule, source, duckdb, { select: ['record'] });
          const predicate = compileRule(rule, source);
          const expected = mine.flatMap((event, index) => (predicate(event) ? [index] : []));
          if (query.ok) {
            expect([rule.id, source.id, await table.records(query.value.text)]).toEqual([
              rule.id,
              source.id,
              expected,
            ]);
            figures.queries++;
            figures.hits += expected.length;
          }
        }
      }
    } finally {
      table.close();
    }

    process.stdout.write(`SQL equals predicates: ${JSON.stringify(figures)}\n`);
    expect(figures.hits).toBeGreaterThan(100);
  }, 60_000);
});
