import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../../../lib/detections/load';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { composePipeline } from '../../../../lib/pipeline/compose';
import { processInput } from '../../../../lib/pipeline/process-input';
import { matchesLogsource } from '../../../../lib/sigma/logsource';
import type { Rule } from '../../../../lib/sigma/rule';
import { compileSql } from '../../../../lib/sigma/sql/compile';
import { DIALECTS } from '../../../../lib/sigma/sql/dialects';
import { SOURCES } from '../../../../lib/sources';
import type { Source } from '../../../../lib/sources/source';
import { describeWith, SHARED } from '../../../support/needs';
import { ruleFilesIn, STARTER } from '../../detections/rule-files';
import { STUB } from '../support';
import { openTable } from './table';
import { expectAgreement, KEEP, noAgreement, TOKENS } from './three-engines';

const FOLDERS = ['aws-cloudtrail', 'cloudtrail', 'gcp-audit', 'azure-activity', 'aws-vpcflow'];

/** Events of every real log, before masking, by source. */
async function realEvents(): Promise<ReadonlyMap<string, OcsfEvent[]>> {
  const events = new Map<string, OcsfEvent[]>(SOURCES.map(({ id }) => [id, []]));
  const pipeline = composePipeline<never>({
    enrich: () => undefined,
    detect: () => [],
    mask: () => undefined,
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
    expect(compiled).toBe(230);
  });

  test.each([
    ['kept', KEEP],
    ['tokens', TOKENS],
  ] as const)(
    'hit the same real events as predicate, oracle and SQL, and so do the platform’s own; identities %s',
    async (name, policy) => {
      const table = await openTable();
      const events = await realEvents();
      const figures = noAgreement();
      try {
        for (const source of SOURCES) {
          const mine = [...rules, ...own].filter((one) => sourcesOf(one).includes(source));
          await expectAgreement(table, mine, source, events.get(source.id) ?? [], policy, figures);
        }
      } finally {
        table.close();
      }

      process.stdout.write(
        `real events, ${name}: ${JSON.stringify({ ...figures, refused: figures.refused.size })}\n`,
      );
      expect(figures.hits).toBeGreaterThan(100);
    },
    120_000,
  );
});
