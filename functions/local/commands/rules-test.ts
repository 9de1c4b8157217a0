import { loadRules } from '../../../lib/detections/load';
import { runTests } from '../../../lib/detections/run-tests';
import { formatProblem } from '../../../lib/sigma/problem';
import { SOURCES } from '../../../lib/sources';
import { EXIT } from '../errors';
import type { PlatformOptions } from '../platform';
import { printable } from '../terminal';
import { ruleFiles } from './rules-files';

interface TestOptions extends PlatformOptions {
  readonly json?: boolean;
}

/** `kumomori rules test`: one line a failure, with its place; a rule that does not load is a failure. */
export async function testRules(folders: readonly string[], options: TestOptions): Promise<void> {
  const { files } = await ruleFiles(folders, options);
  const { rules, problems } = loadRules(files, SOURCES);
  const errors = problems.filter(({ level }) => level === 'error');
  const results = rules.flatMap((rule) => runTests(rule, SOURCES));
  const failed = results.filter(({ passed }) => !passed);
  const failures = [
    ...errors,
    ...failed.map(({ rule, test, reason }) => ({
      file: rule.file,
      line: test.line,
      level: 'error' as const,
      message: `${rule.title}: "${test.name}": ${reason}`,
    })),
  ];
  const untested = rules.filter(({ tests }) => tests.length === 0).length;
  const summary = {
    rules: rules.length,
    tests: results.length,
    failed: failed.length,
    errors: errors.length,
    untested,
  };
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...summary, failures })}\n`);
  } else {
    process.stdout.write(failures.map((failure) => `${printable(formatProblem(failure))}\n`).join(''));
    process.stdout.write(
      `${rules.length} rules, ${results.length} tests, ${failed.length} failed, ` +
        `${errors.length} errors, ${untested} rules without tests\n`,
    );
  }
  if (failures.length > 0) {
    process.exitCode = EXIT.failed;
  }
}
