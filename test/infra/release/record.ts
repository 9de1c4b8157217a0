import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { version } from '../../../package.json';
import { kumomori } from '../../functions/local/support/cli';
import { AWS, AZURE, GCP, HEAD } from '../../lib/config/support';
import { PLATFORM, writeTrail } from '../../runbooks/support';
import { CONFIGURATIONS } from '../policy/synthesized';
import { removeOutputs } from '../support';
import { baselineOf, RELEASES, STORES, written } from './baseline';

/** Days of the recorded lake, a batch each. */
const DAYS = ['2024-08-12', '2024-08-13'];

/** Writes down the stores of the release in package.json, and a lake that it wrote. What was recorded stays as it is. */
const folder = join(RELEASES, version);
if (existsSync(folder)) {
  process.stderr.write(
    `${folder} exists: a release is recorded once; raise "version" in package.json first\n`,
  );
  process.exitCode = 2;
} else {
  mkdirSync(folder, { recursive: true });
  const texts = { ...CONFIGURATIONS, 'a trial on every cloud': `${HEAD}${AWS}${AZURE}${GCP}` };
  const configs = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, parse(text)]));
  writeFileSync(join(folder, STORES), written(baselineOf(version, configs)));
  writeFileSync(join(folder, 'platform.yaml'), PLATFORM);
  for (const day of DAYS) {
    writeTrail(folder, day);
    // Named from the folder: no path of this machine is in the lake.
    kumomori(['--config', 'platform.yaml', 'ingest', '--lake', 'lake', `logs/${day}.json`], { cwd: folder });
  }
  removeOutputs();
  process.stdout.write(`${folder}\n`);
}
