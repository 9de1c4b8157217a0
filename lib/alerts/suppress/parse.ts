import * as z from 'zod';
import { describeIssue } from '../../config/describe-issue';
import { type ConfigProblem, type Finding, formatPath } from '../../config/problem';
import { readYaml } from '../../config/read-yaml';
import { text } from '../../config/schema/values';
import { fail, ok, type Result } from '../../result';
import { compileGlob } from '../../sigma/match/glob';
import { parseSigmaString } from '../../sigma/sigma-string';
import { parseTimestamp, toMillis } from '../../time';
import { MATCHERS, type Matcher, type MatcherName, type Suppression } from './suppression';

const value = text(/\S/, 'text to compare with (* and ? are wildcards)');
const names = Object.keys(MATCHERS) as MatcherName[];

const suppression = z.strictObject({
  id: text(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'an id of lower-case letters, digits, dots and hyphens'),
  reason: text(/\S/, 'why these findings need no one: what people read in a year'),
  owner: text(/\S/, 'who answers for it'),
  expires: text(/^\d{4}-\d\d-\d\d/, 'the last day it applies (UTC), such as 2027-03-31'),
  match: z.strictObject(
    Object.fromEntries(names.map((name) => [name, z.union([value, z.array(value).min(1)]).optional()])),
  ),
});
const schema = z.strictObject({ suppressions: z.array(suppression) });

type Written = z.output<typeof suppression>;

/** Suppressions in the text of a YAML file, or everything that is wrong with them at once, by line. Never throws. */
export function parseSuppressions(
  yaml: string,
  fileName: string,
): Result<readonly Suppression[], readonly ConfigProblem[]> {
  const file = readYaml(yaml);
  if (!file.ok) {
    return fail(file.problem.map(({ line, message }) => ({ file: fileName, line, path: '', message })));
  }
  const { value: document, lineOf, spelling } = file.value;
  const parsed = schema.safeParse(document);
  const findings = parsed.success
    ? parsed.data.suppressions.flatMap((one, index, all) => problemsOf(one, index, all))
    : parsed.error.issues.flatMap((issue) => describeIssue(issue, { schema, value: document, spelling }));
  return parsed.success && findings.length === 0
    ? ok(parsed.data.suppressions.map(compile))
    : fail(
        findings
          .map(({ path, message }) => ({
            file: fileName,
            line: lineOf(path),
            path: formatPath(path),
            message,
          }))
          .sort((a, b) => a.line - b.line),
      );
}

function problemsOf(one: Written, index: number, all: readonly Written[]): Finding[] {
  const at = ['suppressions', index];
  const problems: Finding[] = [];
  if (endOf(one.expires) === undefined) {
    problems.push({
      path: [...at, 'expires'],
      message: `must be a day of the calendar, got "${one.expires}"`,
    });
  }
  if (all.findIndex(({ id }) => id === one.id) < index) {
    problems.push({ path: [...at, 'id'], message: `repeats "${one.id}": give each suppression its own` });
  }
  const values = Object.values(one.match).flatMap((wanted) => wanted ?? []);
  if (values.every((each) => /^[*?]+$/.test(each))) {
    problems.push({
      path: [...at, 'match'],
      message: `would suppress everything: name at least one of ${names.join(', ')}`,
    });
  }
  return problems;
}

function compile({ id, reason, owner, expires, match }: Written): Suppression {
  const matchers = names.flatMap((name): Matcher[] => {
    const wanted = match[name];
    return wanted === undefined ? [] : [{ name, tests: [wanted].flat().map(testFor) }];
  });
  return { id, reason, owner, expires: endOf(expires) ?? 0, matchers };
}

/** Equality as Sigma has it: without regard to case, `*` and `?` as wildcards. */
function testFor(wanted: string): (value: string) => boolean {
  return compileGlob(parseSigmaString(wanted.toLowerCase()).parts);
}

/** First moment after a day, or the moment itself where a time is given; epoch milliseconds. */
function endOf(expires: string): number | undefined {
  const micros = parseTimestamp(expires);
  if (micros === undefined) {
    return undefined;
  }
  return toMillis(micros) + (expires.length === 10 ? 86_400_000 : 0);
}
