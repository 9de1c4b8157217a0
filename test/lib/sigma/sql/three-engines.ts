import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { createMasker } from '../../../../lib/pipeline/mask/masker';
import type { MaskPolicy } from '../../../../lib/pipeline/mask/policy';
import { ingestOnlyItems } from '../../../../lib/rules/ingest-only';
import { lakeView } from '../../../../lib/rules/lake-view';
import { compileRule } from '../../../../lib/sigma/compile';
import { evaluate } from '../../../../lib/sigma/evaluate';
import type { Rule } from '../../../../lib/sigma/rule';
import { compileSql } from '../../../../lib/sigma/sql/compile';
import { duckdb } from '../../../../lib/sigma/sql/dialects/duckdb';
import { ruleInLake } from '../../../../lib/sigma/sql/lake-rule';
import type { Source } from '../../../../lib/sources/source';
import type { Table } from './table';

export const KEEP: MaskPolicy = { free_text: 'mask', identities: 'keep', addresses: 'keep' };
export const TOKENS: MaskPolicy = { free_text: 'tokenize', identities: 'tokenize', addresses: 'tokenize' };
const KEY = { keyId: 'test', key: new Uint8Array(32).fill(9) };

export interface Agreement {
  queries: number;
  hits: number;
  events: number;
  /** Rules that no query can say, by the first reason. */
  readonly refused: Map<string, number>;
}

export const noAgreement = (): Agreement => ({ queries: 0, hits: 0, events: 0, refused: new Map() });

/**
 * Masks the events of a source as a policy says, and fails where compiled predicate, one-by-one oracle and DuckDB do
 * not hit the same of them, or where lint promises a query that there is not.
 */
export async function expectAgreement(
  table: Table,
  rules: readonly Rule[],
  source: Source,
  clear: readonly OcsfEvent[],
  policy: MaskPolicy,
  figures: Agreement,
): Promise<void> {
  const mask = createMasker({ policyFor: () => policy, tokens: KEY });
  const events = structuredClone(clear) as OcsfEvent[];
  for (const event of events) {
    mask(event, source.id);
  }
  await table.fill(events, source.id);
  figures.events += events.length;
  const view = lakeView(source, () => policy, KEY);
  for (const rule of rules) {
    const query = compileSql(rule, source, duckdb, { select: ['record'], view });
    const reasons = query.ok ? [] : query.problem.map(({ line, reason }) => `${line} ${reason}`);
    const told = ingestOnlyItems(rule, source, () => policy).map(({ line, reason }) => `${line} ${reason}`);
    const ofThisEngine = told
      .filter((one) => !one.endsWith('(trino)'))
      .map((one) => one.replace(' (duckdb)', ''));
    expect([rule.title, ofThisEngine]).toEqual([rule.title, reasons]);
    if (!query.ok) {
      const reason = query.problem[0]?.reason ?? '';
      figures.refused.set(reason, (figures.refused.get(reason) ?? 0) + 1);
      continue;
    }
    const lake = ruleInLake(rule, source, view);
    const asked = { ...rule, expression: lake.expression };
    const predicate = compileRule(asked, lake);
    const expected = events.flatMap((event, index) => (predicate(event) ? [index] : []));
    const oracle = events.flatMap((event, index) => (evaluate(asked, event, lake) ? [index] : []));
    const found = await table.records(query.value.text);
    expect([rule.file, rule.title, oracle]).toEqual([rule.file, rule.title, expected]);
    expect([rule.file, rule.title, found]).toEqual([rule.file, rule.title, expected]);
    figures.queries++;
    figures.hits += expected.length;
  }
}
