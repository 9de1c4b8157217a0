import { stringify } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { processInput } from '../../../lib/pipeline/process-input';
import { correlateRun, type ShownFinding } from '../../../lib/sigma/correlate/correlate-run';
import { createHitKeeper } from '../../../lib/sigma/correlate/kept-hit';
import { correlationFinding } from '../../../lib/sigma/correlate/to-finding';
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

/** The same for a finding of a correlation: it is of several records. */
type CorrelationFormat = (shown: ShownFinding, bundleVersion: string) => unknown;

const CORRELATION_FORMATS: Readonly<Record<string, CorrelationFormat>> = {
  matches: ({ finding: { uid, correlation, group, related } }) => ({
    rule_id: correlation.id,
    title: correlation.title,
    level: correlation.level,
    finding_uid: uid,
    group: Object.fromEntries(group.map(({ field, value }) => [field, value])),
    event_uids: related.map((hit) => hit.uid),
  }),
  findings: ({ finding, briefs }, bundleVersion) => correlationFinding(finding, { bundleVersion, briefs }),
};

/** `kumomori detect`: rules over logs, one hit a line on standard output; then what the correlations found. */
export async function detect(named: readonly string[], options: DetectOptions): Promise<void> {
  const format = FORMATS[options.format];
  const correlationFormat = CORRELATION_FORMATS[options.format];
  if (!format || !correlationFormat) {
    throw new UsageError(`--format ${options.format}: one of ${Object.keys(FORMATS).join(', ')}`);
  }
  const { paths, rules } = await separateRules(named, options.rules);
  const inputs = await findInputs(paths);
  const runtime = await loadRuntime({ ...options, rules });
  const context = {
    sources: runtime.sourcesFor(options.source),
    pipeline: runtime.pipeline({ mask: true, detect: true }),
  };
  const { correlations, bundleVersion } = runtime.correlating;
  const keep = createHitKeeper(correlations);
  const run = correlateRun(correlations);
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
      hit: ({ rule }, event, timeMicros, source) => {
        const hit = keep(rule, event, timeMicros, source);
        if (hit) {
          run.add(hit);
        }
      },
      quarantine: () => undefined,
      drain: async () => {
        await out.drain();
        await run.drain();
      },
    });
    quarantined += tally.quarantined;
  }
  watch.done();
  for (const shown of await run.finish()) {
    out.line(stringify(correlationFormat(shown, bundleVersion)));
    await out.drain();
  }
  await out.flush();
  if (quarantined > 0) {
    process.exitCode = EXIT.quarantined;
    process.stderr.write(`kumomori: ${quarantined} records quarantined\n`);
  }
}
