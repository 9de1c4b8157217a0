import { loadRules } from '../../../lib/detections/load';
import { testAll } from '../../../lib/detections/test-all';
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
  const { files, platform } = await ruleFiles(folders, options);
  const loaded = loadRules(files, SOURCES, platform.detections.placeholders);
  const errors = loaded.problems.filter(({ level }) => level === 'error');
  const { tests, failures: failed, untested } = await testAll(loaded, SOURCES);
  const failures = [...errors, ...failed];
  const summary = {
    rules: loaded.rules.length,
    correlations: loaded.correlations.length,
    tests,
    failed: failed.length,
    errors: errors.length,
    untested,
  };
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...summary, failures })}\n`);
  } else {
    const { rules, correlations } = summary;
    process.stdout.write(failures.map((failure) => `${printable(formatProblem(failure))}\n`).join(''));
    process.stdout.write(
      `${rules} rules${correlations > 0 ? ` and ${correlations} correlations` : ''}, ${tests} tests, ` +
        `${failed.length} failed, ${errors.length} errors, ${untested} rules without tests\n`,
    );
  }
  if (failures.length > 0) {
    process.exitCode = EXIT.failed;
  }
}
