import { policyFor } from '../../../lib/config/privacy-policy';
import { COST_CLASSES } from '../../../lib/rules/cost-class';
import { reportFields } from '../../../lib/rules/field-report';
import { type LintReport, lintFiles } from '../../../lib/rules/lint-report';
import { formatProblem } from '../../../lib/sigma/problem';
import type { Rule } from '../../../lib/sigma/rule';
import { SOURCES } from '../../../lib/sources';
import { systemClock, today } from '../clock';
import { EXIT } from '../errors';
import type { PlatformOptions } from '../platform';
import { printable } from '../terminal';
import { ruleFiles } from './rules-files';

interface LintOptions extends PlatformOptions {
  readonly strict?: boolean;
  readonly fields?: boolean;
  readonly json?: boolean;
}

/** `kumomori rules lint`: errors and warnings with their places, under the configured privacy policy. */
export async function lintRules(folders: readonly string[], options: LintOptions): Promise<void> {
  const { platform, files } = await ruleFiles(folders, options);
  const report = lintFiles(
    files,
    SOURCES,
    policyFor(platform.privacy),
    today(systemClock),
    platform.detections.placeholders,
  );
  if (options.fields) {
    printFields(report.rules, options.json);
    return;
  }
  const errors = report.problems.filter(({ level }) => level === 'error').length;
  const warnings = report.problems.length - errors;
  if (options.json) {
    const { problems } = report;
    process.stdout.write(
      `${JSON.stringify({ rules: report.rules.length, correlations: report.correlations.length, problems, costs: Object.fromEntries(report.costs) })}\n`,
    );
  } else {
    process.stdout.write(report.problems.map((problem) => `${printable(formatProblem(problem))}\n`).join(''));
    process.stdout.write(
      `${report.rules.length} rules${report.correlations.length > 0 ? ` and ${report.correlations.length} correlations` : ''}, ${errors} errors, ${warnings} warnings; cost: ${costs(report)}\n`,
    );
  }
  if (errors > 0 || (options.strict && warnings > 0)) {
    process.exitCode = EXIT.failed;
  }
}

/** How many rules there are of each cost class. */
function costs({ costs: byRule }: LintReport): string {
  const all = [...byRule.values()];
  return COST_CLASSES.map((name) => `${all.filter((cost) => cost === name).length} ${name}`).join(', ');
}

function printFields(rules: readonly Rule[], json: boolean | undefined): void {
  const gaps = reportFields(rules, SOURCES);
  if (json) {
    process.stdout.write(`${JSON.stringify(gaps)}\n`);
    return;
  }
  for (const { file, title, source, fields } of gaps) {
    const why = source === undefined ? 'no source has its logs' : `${source} has no ${fields.join(', ')}`;
    process.stdout.write(`${printable(`${file}: ${title}: ${why}`)}\n`);
  }
  const orphans = gaps.filter(({ source }) => source === undefined).length;
  process.stdout.write(
    `${rules.length} rules, ${orphans} without a source, ${gaps.length - orphans} with fields a source lacks\n`,
  );
}
