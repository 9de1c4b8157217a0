import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../../lib/detections/load';
import { parseControlTag } from '../../../lib/rules/control-tag';
import { SOURCES } from '../../../lib/sources';
import { describeWith, SHARED } from '../../support/needs';
import { ruleFilesIn, STARTER } from './rule-files';

interface Control {
  readonly name: string;
  readonly title: string;
}

/** Controls that ask for somebody to be told of a change; the others ask for a state. */
const MONITORED = /\b(?:is|are) monitored$|Activity Log Alert|Log Metric Filter/i;

/** Why a control may have no rule. */
const REASON = 'asks for a state, which no event says: judged from the configuration';

function readControls(): readonly Control[] {
  const lines = readFileSync(join(SHARED, 'controls', 'cis_logging_controls.tsv'), 'utf8').split('\n');
  return lines.filter(Boolean).map((line) => {
    const [framework = '', id = '', , , title = ''] = line.split('\t');
    const [, version = '', cloud = ''] = /^cis_([\d.]+)_(aws|azure|gcp)$/.exec(framework) ?? [];
    return { name: `${cloud}-${version} ${id}`, title };
  });
}

describeWith(['shared'], 'the CIS controls on logging and monitoring', () => {
  const { rules } = loadRules(ruleFilesIn(STARTER), SOURCES);
  const tagged = rules.flatMap(({ tags, file }) =>
    tags.flatMap((tag) => {
      const control = parseControlTag(tag);
      return control ? [{ name: `${control.benchmark} ${control.control}`, file }] : [];
    }),
  );
  const covered = new Set(tagged.map(({ name }) => name));
  const controls = readControls();
  const monitored = controls.filter(({ title }) => MONITORED.test(title));
  const uncovered = controls.filter(({ name }) => !covered.has(name));

  test.each(monitored)('$name has a rule: $title', ({ name }) => {
    expect(covered).toContain(name);
  });

  test('every tag names a control that there is', () => {
    const known = new Set(controls.map(({ name }) => name));

    expect(tagged.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  test.each(uncovered)(`$name has no rule ($title): it ${REASON}`, ({ title }) => {
    expect(title).not.toMatch(MONITORED);
  });
});
