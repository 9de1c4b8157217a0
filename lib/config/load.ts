import { fail, ok, type Result } from '../result';
import { checkAccounts } from './checks/accounts';
import { checkAlerts } from './checks/alerts';
import { checkAwsServices } from './checks/aws-services';
import { checkBundle } from './checks/bundle';
import type { Check } from './checks/check';
import { checkClouds } from './checks/clouds';
import { checkCost } from './checks/cost';
import { checkForward } from './checks/forward';
import { checkMonitors } from './checks/monitors';
import { checkNetwork } from './checks/network';
import { checkPrivacy } from './checks/privacy';
import { checkQuery } from './checks/query';
import { checkRegions } from './checks/regions';
import { checkRetention } from './checks/retention';
import { describeIssue, valueAt } from './describe-issue';
import { MIGRATIONS, type Migration, migrate } from './migrate';
import { type ConfigProblem, type Finding, formatPath } from './problem';
import { readYaml } from './read-yaml';
import { type PlatformConfig, platform } from './schema/platform';

const CHECKS: readonly Check[] = [
  checkClouds,
  checkRegions,
  checkAccounts,
  checkAwsServices,
  checkRetention,
  checkPrivacy,
  checkQuery,
  checkAlerts,
  checkBundle,
  checkNetwork,
  checkForward,
  checkMonitors,
  checkCost,
];

/**
 * The configuration in `text`, or everything that is wrong with it at once, in the file's order.
 * `fileName` is only what problems call the file. Never throws.
 */
export function loadConfig(
  text: string,
  fileName: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Result<PlatformConfig, readonly ConfigProblem[]> {
  const file = readYaml(text);
  if (!file.ok) {
    return fail(file.problem.map(({ line, message }) => ({ file: fileName, line, path: '', message })));
  }
  const { value, lineOf, spelling } = file.value;
  const inFile = (findings: readonly Finding[]): ConfigProblem[] =>
    findings
      .map(({ path, message }) => ({ file: fileName, line: lineOf(path), path: formatPath(path), message }))
      .sort((a, b) => a.line - b.line);
  const current = migrate(value, migrations);
  if (!current.ok) {
    return fail(inFile([current.problem]));
  }
  const parsed = platform.safeParse(current.value);
  const context = { schema: platform, value: current.value, spelling };
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => describeIssue(issue, context));
  const { sections, broken } = parsed.success ? whole(parsed.data) : validSections(current.value);
  const findings = [...issues, ...CHECKS.flatMap((check) => check(sections, broken))];
  return parsed.success && findings.length === 0 ? ok(parsed.data) : fail(inFile(findings));
}

interface Sections {
  readonly sections: Partial<PlatformConfig>;
  readonly broken: ReadonlySet<string>;
}

function whole(sections: PlatformConfig): Sections {
  return { sections, broken: new Set() };
}

/** The sections that are right in themselves, so that what lies across them is told along with the rest. */
function validSections(value: unknown): Sections {
  const sections: Record<string, unknown> = {};
  const broken = new Set<string>();
  for (const [key, schema] of Object.entries(platform.shape)) {
    const parsed = schema.safeParse(valueAt(value, [key]));
    if (parsed.success) {
      sections[key] = parsed.data;
    } else {
      broken.add(key);
    }
  }
  return { sections, broken };
}
