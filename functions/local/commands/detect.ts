import { stringify } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { processInput } from '../../../lib/pipeline/process-input';
import type { Detection } from '../../../lib/sigma/detector';
import { EXIT, UsageError } from '../errors';
import { findInputs } from '../inputs';
import { LineWriter } from '../line-writer';
import { separateRules } from '../rules-option';
import { loadRuntime, type RuntimeOptions } from '../runtime';
import { progress } from '../terminal';

interface DetectOptions extends RuntimeOptions {
  readonly source: string;
  readonly format: string;
}

/** What `--format` writes of one hit: `matches` for comparing rules, `findings` (OCSF 2004) for people and SIEMs. */
type Format = (hit: Detection, event: OcsfEvent, finding: OcsfEvent, path: string, record: number) => unknown;

const FORMATS: Readonly<Record<string, Format>> = {
  matches: ({ rule }, event, _finding, path, record) => ({
    rule_id: rule.id,
    title: rule.title,
    level: rule.level,
    event_uid: event.metadata.uid,
    path,
    record,
  }),
  findings: (_hit, _event, finding) => finding,
};

/** `kumomori detect`: rules over logs; one hit a line on standard output. */
export async function detect(named: readonly string[], options: DetectOptions): Promise<void> {
  const format = FORMATS[options.format];
  if (!format) {
    throw new UsageError(`--format ${options.format}: one of ${Object.keys(FORMATS).join(', ')}`);
  }
  const { paths, rules } = await separateRules(named, options.rules);
  const inputs = await findInputs(paths);
  const runtime = await loadRuntime({ ...options, rules });
  const context = {
    sources: runtime.sourcesFor(options.source),
    pipeline: runtime.pipeline({ mask: true, detect: true }),
  };
  const out = new LineWriter(process.stdout);
  const watch = progress('detect', inputs.length);
  let quarantined = 0;
  for (const { path, open } of inputs) {
    watch.step(path);
    let current: OcsfEvent | undefined;
    const tally = await processInput({ input: path, path }, open(), context, {
      event: (event) => {
        current = event;
      },
      finding: (finding, _time, _source, record, hit) => {
        out.line(stringify(format(hit, current ?? finding, finding, path, record)));
      },
      quarantine: () => undefined,
      drain: () => out.drain(),
    });
    quarantined += tally.quarantined;
  }
  watch.done();
  await out.flush();
  if (quarantined > 0) {
    process.exitCode = EXIT.quarantined;
    process.stderr.write(`kumomori: ${quarantined} records quarantined\n`);
  }
}
