import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { loadRules } from '../../../lib/detections/load';
import { isObject, type JsonValue, list } from '../../../lib/json';
import { createDetector } from '../../../lib/sigma/detector';
import { evaluate } from '../../../lib/sigma/evaluate';
import { matchesLogsource } from '../../../lib/sigma/logsource';
import { SOURCES } from '../../../lib/sources';
import { awsCloudTrail } from '../../../lib/sources/aws-cloudtrail/source';
import { describeWith, SHARED } from '../../support/needs';
import { ruleFilesIn } from '../detections/rule-files';

/** Records of a CloudTrail file in any of the forms the collection has. */
function recordsOf(path: string): readonly JsonValue[] {
  const bytes = readFileSync(path);
  const parsed = JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as JsonValue;
  return isObject(parsed) ? list(parsed.Records) : list(parsed);
}

describeWith(['shared'], 'SigmaHQ’s rules', () => {
  const files = ruleFilesIn(join(SHARED, 'sigma'));
  const { rules, problems } = loadRules(files, SOURCES);
  const errors = problems.filter((problem) => problem.level === 'error');

  test('load, but for those that wait for the site’s own placeholders', () => {
    expect(files).toHaveLength(230);
    expect(rules.length + new Set(errors.map(({ file }) => file)).size).toBe(files.length);
    expect(errors.filter(({ message }) => !/placeholder %\w+% has no values/.test(message))).toEqual([]);
    expect(rules.length).toBeGreaterThanOrEqual(226);
  });

  test('load all, once the placeholders have values', () => {
    const names = errors.map(({ message }) => /%(\w+)%/.exec(message)?.[1] ?? '');
    const placeholders = Object.fromEntries(names.map((name) => [name, ['value']]));

    expect(loadRules(files, SOURCES, placeholders).rules).toHaveLength(230);
  });

  test('hit what the collection’s labels say, and nothing else', () => {
    const expected = readFileSync(join(SHARED, 'corpora', 'EXPECTED-sigma.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .flatMap(([path, record, , , ids = '']) => ids.split(/[\s,;]+/).map((id) => `${path} ${record} ${id}`));
    const folder = join(SHARED, 'corpora', 'aws-cloudtrail');
    const detect = createDetector(rules, SOURCES);
    const mine = rules.filter((rule) => matchesLogsource(rule.logsource, awsCloudTrail.logsource));
    const found: string[] = [];

    for (const name of readdirSync(folder)) {
      const normalise = awsCloudTrail.open({ input: name, path: name });
      for (const [record, value] of recordsOf(join(folder, name)).entries()) {
        normalise(value, (event) => {
          const ids = detect(event, awsCloudTrail).map(({ rule }) => rule.id);
          expect(ids).toEqual(
            mine.filter((rule) => evaluate(rule, event, awsCloudTrail)).map(({ id }) => id),
          );
          found.push(...ids.map((id) => `aws-cloudtrail/${name} ${record} ${id}`));
        });
      }
    }

    expect(found.sort()).toEqual(expected.sort());
  });
});
