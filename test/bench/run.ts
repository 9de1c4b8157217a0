import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../functions/local/package-root';
import { platformHandlers } from '../../infra/policy/platform-handlers';
import { reportColdStarts } from './cold-start';
import { reportCost } from './cost';
import { reportHostileLines } from './hostile/report';
import { type Measurement, markdown, row } from './measure';
import { measureMemory } from './memory';
import { measureParquet } from './parquet';
import { reportRules } from './rules/report';
import { measureStages } from './stages';
import { measureStart } from './start-time';

const RESULTS = join(PACKAGE_ROOT, 'test', 'bench', 'RESULTS.md');

/** `npm run bench`: prints the table, and keeps it in RESULTS.md with `-- --write`. */
async function main(): Promise<void> {
  const { stages, floorSeconds, recordBytes, lakeRatio } = await measureStages();
  const parquet = await measureParquet();
  const rules = await reportRules();
  const hostile = await reportHostileLines();
  const memory = await measureMemory();
  const report = [
    '# Benchmark',
    '',
    `Written by \`npm run bench -- --write\`. One core of ${cpus()[0]?.model ?? 'an unknown processor'}, Node ${process.versions.node};`,
    `synthetic CloudTrail, ${recordBytes} bytes a record, gzip; MB/s of inflated input; best of several rounds. Compare the`,
    'ratios: absolute figures drift with the machine.',
    '',
    markdown(
      ['stage', 'MB/s', 'events/s', "time, as a multiple of the floor's"],
      stages.map((stage) => row(stage, floorSeconds)),
    ),
    '',
    'Floor: `gunzipSync` into a buffer sized by the trailer, then `JSON.parse` of each record’s slice.',
    '',
    markdown(
      ['event to finished Parquet file, zstd', 'rows/s', 'times hyparquet-writer'],
      parquet.map(({ writer, rowsPerSecond, ratio }) => [
        writer,
        Math.round(rowsPerSecond).toLocaleString('en-US'),
        `${ratio.toFixed(2)}×`,
      ]),
    ),
    '',
    rules,
    '',
    hostile,
    '',
    markdown(
      ['whole command, one object of 200 MB inflated', 'peak memory MB', 'seconds'],
      memory.map(({ command, peakMegabytes, seconds }) => [
        command,
        peakMegabytes.toFixed(0),
        seconds.toFixed(1),
      ]),
    ),
    '',
    markdown(
      ['cold start', 'ms'],
      measureStart().map(({ what, millis }) => [what, millis.toFixed(0)]),
    ),
    '',
    reportColdStarts(platformHandlers(PACKAGE_ROOT)),
    '',
    reportCost({ mbPerSecond: speedOf(stages.at(-1)), lakeRatio }),
    '',
  ].join('\n');
  process.stdout.write(report);
  if (process.argv.includes('--write')) {
    writeFileSync(RESULTS, report);
  }
}

function speedOf(stage: Measurement | undefined): number {
  return stage === undefined ? 0 : stage.bytes / stage.seconds / 1e6;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
