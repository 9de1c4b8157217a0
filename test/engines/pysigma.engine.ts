import { join } from 'node:path';
import { parseRuleFile } from '../../lib/sigma/rule-file';
import { ruleFilesIn, STARTER } from '../lib/detections/rule-files';
import { ODD_RULES } from '../lib/sigma/odd-rules';
import { ruleText } from '../lib/sigma/support';
import { describeWith, SHARED } from '../support/needs';
import { everyModifier } from './every-modifier';
import { EXPLAINED } from './explained';
import { type Form, formOf, tidy } from './normal-form';
import { pythonWithPackages, run } from './python';

interface Rule {
  readonly name: string;
  readonly text: string;
}

interface Outcome {
  readonly form?: string;
  readonly error?: string;
}

/** What pySigma makes of rules. */
function byPySigma(rules: readonly Rule[]): ReadonlyMap<string, Outcome> {
  const input = rules.map((rule) => `${JSON.stringify(rule)}\n`).join('');
  const printed = run(pythonWithPackages('pysigma'), [join(__dirname, 'normal_form.py')], input);
  const lines = printed.trimEnd().split('\n');
  return new Map(
    lines.map((line) => {
      const { name, form, error }: { name: string; form?: Form; error?: string } = JSON.parse(line);
      return [name, form ? { form: JSON.stringify(tidy(form)) } : { error }];
    }),
  );
}

/** What this project makes of a rule; every placeholder has the value `value`. */
function byUs({ name, text }: Rule): Outcome {
  const file = { path: name, text };
  const names = [...text.matchAll(/%([\w-]+)%/g)].map(([, placeholder = '']) => [placeholder, ['value']]);
  const { rules, problems } = parseRuleFile(file, Object.fromEntries(names));
  const [rule] = rules;
  return rule
    ? { form: JSON.stringify(tidy(formOf(rule.expression))) }
    : { error: problems.map(({ message }) => message).join('; ') };
}

/** Rules that do not mean the same, or that only one of the two refuses. */
function differences(
  rules: readonly Rule[],
): readonly { readonly name: string; readonly ours: Outcome; readonly theirs: Outcome | undefined }[] {
  const pySigma = byPySigma(rules);
  return rules.flatMap((rule) => {
    const [ours, theirs] = [byUs(rule), pySigma.get(rule.name)];
    return ours.form !== theirs?.form || (ours.error === undefined) !== (theirs?.error === undefined)
      ? [{ name: rule.name, ours, theirs }]
      : [];
  });
}

const filesIn = (folder: string): readonly Rule[] =>
  ruleFilesIn(folder).map(({ path, text }) => ({ name: path, text }));

describeWith(['python', 'shared'], 'SigmaHQ’s rules', () => {
  const rules = filesIn(join(SHARED, 'sigma'));

  test('all load', () => {
    expect(rules).toHaveLength(230);
    expect(rules.filter((rule) => byUs(rule).form === undefined)).toEqual([]);
  });

  test('mean to pySigma what they mean here', () => {
    expect(differences(rules)).toEqual([]);
  });
});

describeWith(['python'], 'rules of our own', () => {
  test('the detections mean to pySigma what they mean here', () => {
    const rules = filesIn(STARTER).filter(({ text }) => !/^correlation:/m.test(text));

    expect(rules.length).toBeGreaterThan(100);
    expect(rules.filter((rule) => byUs(rule).form === undefined)).toEqual([]);
    expect(differences(rules)).toEqual([]);
  });

  test('odd ones do, and every modifier with every value, but for what is explained', () => {
    const rules = [...ODD_RULES, ...everyModifier()].map(({ name, detection }) => ({
      name,
      text: ruleText(detection),
    }));
    const found = differences(rules);

    expect(rules.length).toBeGreaterThan(900);
    expect(found.filter(({ name }) => !EXPLAINED.some(({ rules: which }) => which.test(name)))).toEqual([]);
    // An explanation that explains nothing any more must go.
    expect(EXPLAINED.filter(({ rules: which }) => !found.some(({ name }) => which.test(name)))).toEqual([]);
  });
});
