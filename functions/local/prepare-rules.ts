import { keepPrepared } from './prepared-rules';
import { loadForOperation, readRuleFiles } from './rules';

// Run by the build, after it has bundled this.
readRuleFiles(undefined, [], '.')
  .then((files) => keepPrepared(files, loadForOperation(files, {})))
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
