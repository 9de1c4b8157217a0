import type { BaselineJudge } from '../analytics/judge';
import type { CanaryWatch } from '../health/canary-state';
import type { OcsfEvent } from '../ocsf/event';
import type { Pipeline } from '../pipeline/compose';
import { type InputSink, processInput, type Rejected, UNKNOWN_FORMAT } from '../pipeline/process-input';
import type { Detection } from '../sigma/detector';
import type { Source } from '../sources/source';
import type { StreamCorrelation } from './stream-correlation';
import type { StreamRecord } from './stream-record';
import type { Tell } from './telling-findings';

/** What records of a stream are looked at with; made once a start. */
export interface DetectContext {
  readonly sources: readonly Source[];
  readonly pipeline: Pipeline<Detection>;
  /** Whether a rule is told of from the stream: what is not comes by the raw store, minutes later. */
  readonly isRealtime: (rule: Detection['rule'], source: Source) => boolean;
  /** What the pipeline's judge found of single events and of a batch's sums. @default nothing is judged */
  readonly judge?: Pick<BaselineJudge, 'begin' | 'take'>;
  /** @default correlations come by the lake alone */
  readonly correlation?: StreamCorrelation;
  /** @default nobody asks for canaries */
  readonly canaries?: CanaryWatch;
  readonly tell: Tell;
  /** Removes personal data from free text. */
  readonly cleanText: (text: string) => string;
  /** Findings that are told of at once. @default 2000, some megabytes */
  readonly many?: number;
}

/** A logged record that no rule could look at. */
export interface Unreadable {
  /** The stream's record, and the number of the logged record in it. */
  readonly place: string;
  readonly source: string;
  readonly reason: string;
}

/** What became of a batch of a stream. */
export interface Detected {
  readonly events: number;
  /** Findings that were told of. */
  readonly findings: number;
  /** Logged records that nobody parses: they are kept raw. */
  readonly collected: number;
  readonly unreadable: number;
  /** Some of those, for people to find them by. */
  readonly examples: readonly Unreadable[];
  /** When the oldest record came to the stream; undefined where there was none. */
  readonly oldestMicros: number | undefined;
  /** The first record whose findings could not be told of: it and those after it have to come again. */
  readonly notDone?: { readonly sequenceNumber: string; readonly error: string };
}

const MANY = 2000;
const MAX_EXAMPLES = 20;

/**
 * Raises what rules find in records of a stream, in the stream's order. Nothing is written to the lake: the same records
 * come to it through the raw store, where their findings have the same uids and are told of again, which changes nothing.
 * So a record that cannot be read is counted and passed over: it is quarantined, with its bytes, on that way. Only what
 * could not be told of comes again.
 */
export async function detectRecords(
  records: readonly StreamRecord[],
  context: DetectContext,
): Promise<Detected> {
  const { many = MANY, tell } = context;
  const seen = new Seen(context);
  context.judge?.begin();
  /** Findings not told of yet, and the record the first of them is of. */
  let waiting: OcsfEvent[] = [];
  let first: StreamRecord | undefined;
  let findings = 0;
  for (const [index, record] of records.entries()) {
    first = waiting.length === 0 ? record : first;
    try {
      waiting.push(...(await seen.look(record)));
      if (waiting.length >= many || (waiting.length > 0 && index === records.length - 1)) {
        await tell(waiting);
        findings += waiting.length;
        waiting = [];
      }
    } catch (error) {
      const { sequenceNumber } = first ?? record;
      return { ...seen.summary(records), findings, notDone: { sequenceNumber, error: textOf(error) } };
    }
  }
  return { ...seen.summary(records), findings };
}

/** What was seen in the records so far. */
class Seen {
  private events = 0;
  private collected = 0;
  private unreadable = 0;
  private readonly examples: Unreadable[] = [];

  constructor(private readonly context: DetectContext) {}

  /** The findings of one record of the stream: one event, or a message with many. Never throws for what it holds. */
  async look(record: StreamRecord): Promise<readonly OcsfEvent[]> {
    const { canaries, correlation, isRealtime, judge } = this.context;
    const found: OcsfEvent[] = [];
    const sink: InputSink<Detection> = {
      event: () => undefined,
      hit: (hit, event, timeMicros, source) => {
        correlation?.note(hit, event, timeMicros, source);
        canaries?.note(hit, timeMicros, source);
      },
      finding: (finding, _micros, source, _record, { rule }) => {
        if (finding.is_alert !== false && isRealtime(rule, source)) {
          found.push(finding);
        }
      },
      quarantine: (rejected) => this.reject(record, rejected),
      drain: async () => undefined,
    };
    const origin = { input: record.id, path: record.id };
    const { events, collected } = await processInput(origin, bytesOf(record), this.context, sink);
    this.events += events;
    this.collected += collected;
    await canaries?.keep();
    return [...found, ...(judge?.take() ?? []), ...((await correlation?.findings()) ?? [])];
  }

  summary(records: readonly StreamRecord[]) {
    const { events, collected, unreadable, examples } = this;
    const oldest = records.reduce(
      (least, { arrivalMicros }) => Math.min(least, arrivalMicros),
      Number.POSITIVE_INFINITY,
    );
    return {
      events,
      collected,
      unreadable,
      examples,
      oldestMicros: records.length === 0 ? undefined : oldest,
    };
  }

  private reject({ id }: StreamRecord, { record, source, reason }: Rejected): void {
    if (reason === UNKNOWN_FORMAT) {
      this.collected += 1;
      return;
    }
    this.unreadable += 1;
    if (this.examples.length < MAX_EXAMPLES) {
      this.examples.push({ place: `${id} record ${record}`, source, reason: this.context.cleanText(reason) });
    }
  }
}

async function* bytesOf({ data }: StreamRecord): AsyncIterable<Uint8Array> {
  yield Buffer.from(data, 'base64');
}

function textOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
