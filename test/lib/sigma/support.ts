import type { JsonObject } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import type { Placeholders } from '../../../lib/sigma/modifiers/modifier';
import { formatProblem } from '../../../lib/sigma/problem';
import type { Rule } from '../../../lib/sigma/rule';
import { parseRuleFile } from '../../../lib/sigma/rule-file';
import type { Source } from '../../../lib/sources/source';

/** A source whose fields are the event's `unmapped` attributes of the same name; `ghost*` it does not have. */
export const STUB: Source = {
  id: 'stub',
  title: 'Stub',
  product: { vendor_name: 'Example', name: 'Stub' },
  logsource: [{ product: 'example', service: 'stub' }],
  classes: [0],
  collection: { cloud: 'any', delivery: 'by hand', stream: false },
  layer: 'application',
  criticality: 'normal',
  shape: 'json',
  recognise: () => true,
  open: () => () => ({ kind: 'written' }),
  fieldPaths: (field) => {
    if (field.startsWith('ghost')) {
      return [];
    }
    return field === 'either' ? ['unmapped.one', 'unmapped.two'] : [`unmapped.${field}`];
  },
  fields: ['name', 'ip', 'count'],
};

/** An event that says `fields` and nothing else. */
export function eventOf(fields: JsonObject): OcsfEvent {
  return {
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: 0,
    severity_id: 1,
    severity: 'Informational',
    time: 1723458600000,
    metadata: { version: '1.5.0', product: { name: 'Stub' }, uid: 'event-1' },
    unmapped: fields,
  };
}

/** Text of a rule with the given detection block (indented as under `detection:`). */
export function ruleText(detection: string, title = 'Example'): string {
  const block = detection
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return `title: ${title}\nid: 00000000-0000-4000-8000-000000000001\nlogsource:\n    product: example\ndetection:\n${block}\nlevel: low\n`;
}

/** The rule with the given detection block; fails the test when it has problems. */
export function ruleOf(detection: string, placeholders: Placeholders = {}): Rule {
  const { rules, problems } = parseRuleFile({ path: 'example.yml', text: ruleText(detection) }, placeholders);
  const [rule] = rules;
  const errors = problems.filter((problem) => problem.level === 'error');
  if (!rule || errors.length > 0) {
    throw new Error(errors.map(formatProblem).join('\n'));
  }
  return rule;
}

/** The problems of a rule with the given detection block, as lines. */
export function problemsOf(detection: string): readonly string[] {
  return parseRuleFile({ path: 'example.yml', text: ruleText(detection) }).problems.map(formatProblem);
}
