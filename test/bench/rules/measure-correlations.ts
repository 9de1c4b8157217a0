import { seeded } from '../../../functions/local/demo/random';
import { createCorrelator } from '../../../lib/sigma/correlate/correlator';
import type { Hit } from '../../../lib/sigma/correlate/hit';
import { resolveCorrelations } from '../../../lib/sigma/correlate/resolve';
import { parseRuleFile } from '../../../lib/sigma/rule-file';
import { MemoryKeyValueStore } from '../../support/memory-key-value-store';
import { bestSeconds } from '../measure';

const HITS = 5_000;
const GROUPS = 200;
const START = Date.UTC(2024, 7, 12, 6) * 1000;
const RULE_IDS = ['1', '2'].map((last) => `00000000-0000-4000-8000-00000000000${last}`);

const RULES = ['failed', 'succeeded']
  .map(
    (name, index) =>
      `title: Login ${name}\nid: ${RULE_IDS[index]}\nname: ${name}\nlogsource: {product: example}\n` +
      `detection:\n  s: {outcome: ${name}}\n  condition: s\n`,
  )
  .join('---\n');

const TYPES = {
  event_count: 'rules: [failed]\n  condition: {gte: 4}',
  value_count: 'rules: [failed]\n  condition: {field: address, gte: 4}',
  temporal: 'rules: [failed, succeeded]',
  temporal_ordered: 'rules: [failed, succeeded]',
} as const;

/** Hits a second that a correlator takes, over a store in memory, for each type of correlation. */
export async function measureCorrelations(): Promise<
  { type: string; hitsPerSecond: number; findings: number }[]
> {
  const hits = someHits();
  const measured: { type: string; hitsPerSecond: number; findings: number }[] = [];
  for (const [type, block] of Object.entries(TYPES)) {
    const findings = new Set<string>();
    const seconds = await bestSeconds(3, async () => {
      const correlator = createCorrelator(correlation(type, block), { store: new MemoryKeyValueStore() });
      for (const hit of hits) {
        for (const { uid } of await correlator.observe(hit)) {
          findings.add(uid);
        }
      }
    });
    measured.push({ type, hitsPerSecond: HITS / seconds, findings: findings.size });
  }
  return measured;
}

function correlation(type: string, block: string) {
  const text =
    `title: ${type}\nid: 00000000-0000-4000-8000-0000000000aa\n` +
    `correlation:\n  type: ${type}\n  group-by: [user]\n  timespan: 10m\n  ${block}\n`;
  const { rules, correlations } = parseRuleFile({ path: 'bench.yml', text: `${RULES}---\n${text}` });
  const resolved = resolveCorrelations(correlations, rules);
  if (resolved.correlations.length !== 1) {
    throw new Error(`${type}: ${resolved.problems[0]?.message}`);
  }
  return resolved.correlations;
}

/** Hits of two hundred users, a second apart: one in ten a success. */
function someHits(): readonly Hit[] {
  const random = seeded(13);
  return Array.from({ length: HITS }, (_, number) => {
    const values: Readonly<Record<string, string>> = {
      user: `user-${random.below(GROUPS)}`,
      address: `192.0.2.${random.below(256)}`,
    };
    return {
      ruleId: RULE_IDS[random.below(10) === 0 ? 1 : 0] ?? '',
      eventUid: `event-${number}`,
      timeMicros: START + number * 1_000_000,
      value: (field) => values[field],
    };
  });
}
