import { loadRules } from '../../../lib/detections/load';
import type { Rule } from '../../../lib/sigma/rule';
import type { Source } from '../../../lib/sources/source';
import { STUB } from '../sigma/support';

/** Text of a rule for the stub source with the lines given put in; `detection` is indented as under `detection:`. */
export function ruleFile(detection: string, more = '', number = 1): string {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const block = detection.split('\n').map((line) => `  ${line}`);
  return [
    `title: Rule ${number}`,
    `id: ${id}`,
    'logsource:',
    '  product: example',
    'detection:',
    ...block,
    'level: low',
    more,
  ].join('\n');
}

/** The one rule of a text; fails the test when it does not load. */
export function loadOne(text: string, sources: readonly Source[] = [STUB]): Rule {
  const { rules, problems } = loadRules([{ path: 'example.yml', text }], sources);
  const [rule] = rules;
  if (!rule) {
    throw new Error(JSON.stringify(problems));
  }
  return rule;
}

/** A detection that matches `name: x`. */
export const NAME_IS_X = 's:\n  name: x\ncondition: s';

export const ALERT = [
  'alert:',
  '  dedup: [name]',
  '  window: 1h',
  '  threshold: 2',
  '  owner: somebody',
  '  speed: realtime',
  '  runbook: Look at it.',
].join('\n');
