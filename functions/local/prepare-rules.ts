import { loadForOperation } from '../../lib/detections/operating-rules';
import { keepPrepared } from './prepared-rules';
import { readRuleFiles } from './rules';

// Run by the build, after it has bundled this.
readRuleFiles(undefined, [], '.')
  .then((files) => keepPrepared(files, loadForOperation(files, {})))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
