import type { ResolvedCorrelation } from '../../../../lib/sigma/correlate/correlation';
import type { CorrelationFinding } from '../../../../lib/sigma/correlate/correlation-finding';
import type { Correlator } from '../../../../lib/sigma/correlate/correlator';
import type { Hit } from '../../../../lib/sigma/correlate/hit';
import { resolveCorrelations } from '../../../../lib/sigma/correlate/resolve';
import { formatProblem } from '../../../../lib/sigma/problem';
import { parseRuleFile } from '../../../../lib/sigma/rule-file';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;
/** 2024-08-12T10:30:00Z, a whole number of hours into its day but for the half. */
export const START = 1_723_458_600_000_000;

/** Ids of the plain rules: `failed`, `succeeded`, `changed`. */
export const IDS = {
  failed: '00000000-0000-4000-8000-000000000001',
  succeeded: '00000000-0000-4000-8000-000000000002',
  changed: '00000000-0000-4000-8000-000000000003',
};

/** Three rules that correlations can refer to by name. */
export const RULES = Object.entries(IDS)
  .map(
    ([name, id]) =>
      `title: Login ${name}\nid: ${id}\nname: ${name}\nlogsource: {product: example}\ndetection:\n    s: {outcome: ${name}}\n    condition: s\n`,
  )
  .join('---\n');

let serial = 0x100;

/** Text of a correlation document; `block` is what stands under `correlation:`. */
export function correlationText(block: string, top = ''): string {
  const id = `00000000-0000-4000-8000-${(serial++).toString(16).padStart(12, '0')}`;
  const lines = block
    .trim()
    .split('\n')
    .map((line) => `    ${line}`);
  return `title: Example\nid: ${id}\n${top}correlation:\n${lines.join('\n')}\n`;
}

/** The correlations of documents, with the three rules beside them; fails the test on any error. */
export function correlationsOf(...documents: readonly string[]): readonly ResolvedCorrelation[] {
  const { correlations, problems } = read(...documents);
  const errors = problems.filter((line) => !line.includes('warning'));
  if (errors.length > 0) {
    throw new Error(errors.join('\n'));
  }
  return correlations;
}

/** Correlations and problems of documents, with the three rules in a file of their own. */
export function read(...documents: readonly string[]) {
  const rules = parseRuleFile({ path: 'rules.yml', text: RULES });
  const file = parseRuleFile({ path: 'c.yml', text: documents.join('---\n') });
  const resolved = resolveCorrelations(file.correlations, [...rules.rules, ...file.rules]);
  return { ...resolved, problems: [...file.problems, ...resolved.problems].map(formatProblem) };
}

/** A hit of one of the three rules, so many seconds after the start. */
export function hit(
  rule: keyof typeof IDS,
  seconds: number,
  values: Readonly<Record<string, string>> = { user: 'ann' },
  uid = `${rule}-${seconds}-${Object.values(values).join()}`,
): Hit {
  return {
    ruleId: IDS[rule],
    eventUid: uid,
    timeMicros: START + seconds * SECOND,
    value: (field) => (Object.hasOwn(values, field) ? values[field] : undefined),
  };
}

/** Every finding of the hits, by uid, the last of each. */
export async function observeAll(
  correlator: Correlator,
  hits: readonly Hit[],
): Promise<ReadonlyMap<string, CorrelationFinding>> {
  const found = new Map<string, CorrelationFinding>();
  for (const one of hits) {
    for (const finding of await correlator.observe(one)) {
      found.set(finding.uid, finding);
    }
  }
  return found;
}
