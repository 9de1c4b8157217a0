import { join } from 'node:path';
import { loadRules } from '../../../../lib/detections/load';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { matchesLogsource } from '../../../../lib/sigma/logsource';
import type { Rule } from '../../../../lib/sigma/rule';
import { SOURCES } from '../../../../lib/sources';
import type { Source } from '../../../../lib/sources/source';
import { describeWith, SHARED } from '../../../support/needs';
import { ruleFilesIn, STARTER } from '../../detections/rule-files';
import { STUB } from '../support';
import { eventsFor, inLake } from './events-for';
import { openTable, type Table } from './table';
import { type Agreement, expectAgreement, KEEP, noAgreement, TOKENS } from './three-engines';

// DuckDB shares the machine's cores with the other tests.
jest.setTimeout(300_000);

/** Events made for each rule. */
const EACH = 8;

/** Every rule against the events made for all rules of its source; rules of no source against one with every field. */
async function compareAll(table: Table, rules: readonly Rule[], policy: typeof KEEP): Promise<Agreement> {
  const figures = noAgreement();
  const sources: readonly Source[] = [...SOURCES, STUB];
  for (const source of sources) {
    const mine = rules.filter((rule) =>
      source === STUB
        ? !SOURCES.some((one) => matchesLogsource(rule.logsource, one.logsource))
        : matchesLogsource(rule.logsource, source.logsource),
    );
    const events: OcsfEvent[] = mine.flatMap((rule) => eventsFor(rule, source, EACH)).filter(inLake);
    await expectAgreement(table, mine, source, events, policy, figures);
  }
  return figures;
}

const POLICIES = [
  ['kept', KEEP],
  ['tokens', TOKENS],
] as const;

describe('every rule, as predicate, as oracle and as SQL, hits the same masked events', () => {
  let table: Table;

  beforeAll(async () => {
    table = await openTable();
  });

  afterAll(() => table.close());

  test.each(POLICIES)('the platform’s own, identities and addresses %s', async (name, policy) => {
    const { rules } = loadRules(ruleFilesIn(STARTER), SOURCES);
    const figures = await compareAll(table, rules, policy);

    process.stdout.write(
      `own rules, ${name}: ${JSON.stringify({ ...figures, refused: [...figures.refused] })}\n`,
    );
    expect(rules.length).toBeGreaterThan(100);
    expect(figures.hits).toBeGreaterThan(figures.queries);
  });
});

describeWith(['shared'], 'every rule of SigmaHQ', () => {
  test.each(POLICIES)('hits the same masked events, identities and addresses %s', async (name, policy) => {
    const files = ruleFilesIn(join(SHARED, 'sigma'));
    const names = files.flatMap(({ text }) =>
      [...text.matchAll(/%([\w-]+)%/g)].map(([, one = '']) => [one, ['value']]),
    );
    const { rules } = loadRules(files, SOURCES, Object.fromEntries(names));
    const table = await openTable();
    const figures = await compareAll(table, rules, policy).finally(() => table.close());

    process.stdout.write(
      `SigmaHQ, ${name}: ${JSON.stringify({ ...figures, refused: [...figures.refused] })}\n`,
    );
    expect(rules).toHaveLength(230);
    expect(figures.hits).toBeGreaterThan(figures.queries);
  });
});
