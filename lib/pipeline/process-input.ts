import { chooseSource } from '../intake/choose-source';
import { DEFAULT_LIMITS, type Item, type ReadLimits, readItems } from '../intake/read';
import { NO_ACCOUNT, NO_SOURCE, RecordCounter, type Tally } from '../lake/tally';
import type { OcsfEvent } from '../ocsf/event';
import { errors } from '../ocsf/validate';
import { collectedPlace, holdsNothing } from '../sources/collected';
import { type Normalise, type Origin, type Outcome, quarantined, type Source } from '../sources/source';
import type { EventSink, Pipeline } from './compose';

/** Where the events, findings and rejected records of one input go. */
export interface InputSink<Hit> {
  event(event: OcsfEvent, timeMicros: number, source: Source, record: number): void;
  /** Every hit, silent rules' too, on the masked event; left out where nothing is correlated. */
  hit?(hit: Hit, event: OcsfEvent, timeMicros: number, source: Source): void;
  finding(finding: OcsfEvent, timeMicros: number, source: Source, record: number, hit: Hit): void;
  quarantine(rejected: Rejected): void;
  /** Called between chunks of the input: writes what has piled up. */
  drain(): Promise<void>;
}

/** Why a record is rejected that is of no source. */
export const UNKNOWN_FORMAT = 'unknown format: no source recognises this record';

/** A record that found no place in the lake. */
export interface Rejected {
  readonly record: number;
  readonly source: string;
  readonly reason: string;
  /** The record's own text, cut at 64 KiB. Clear: not for the lake. */
  raw(): string;
}

export interface InputContext<Hit> {
  readonly sources: readonly Source[];
  readonly pipeline: Pipeline<Hit>;
  readonly limits?: ReadLimits;
}

/**
 * Reads one input to its end: each record is written, skipped, collected or quarantined, whole, and counted; a record's
 * failure never touches its neighbours. Collected are records of a format that nobody knows where a log is kept that
 * has no parser yet, and what a source has no events of.
 */
export async function processInput<Hit>(
  origin: Origin,
  body: AsyncIterable<Uint8Array>,
  context: InputContext<Hit>,
  sink: InputSink<Hit>,
): Promise<Tally> {
  const reader = new InputReader(origin, context, sink);
  const meter = { textBytes: 0 };
  for await (const items of readItems(body, context.limits ?? DEFAULT_LIMITS, meter)) {
    for (const item of items) {
      reader.take(item);
    }
    await sink.drain();
  }
  return reader.counter.tally(meter.textBytes);
}

/** What one input's records share: the source chosen last, each source's reader, the record being processed. */
class InputReader<Hit> implements EventSink<Hit> {
  readonly counter = new RecordCounter();
  private readonly readers = new Map<Source, Normalise>();
  private pending: { readonly event: OcsfEvent; readonly timeMicros: number }[] = [];
  private source: Source | undefined;
  /** Log group of the record before: of another group's records the source chosen last says nothing. */
  private logGroup: string | undefined;
  private record = 0;
  /** Header lines so far: they are no records, so those after them count from fewer. */
  private headers = 0;
  private readonly place: ReturnType<typeof collectedPlace>;
  /** Why the input holds no records, where that is known. */
  private readonly nothing: string | undefined;

  constructor(
    private readonly origin: Origin,
    private readonly context: InputContext<Hit>,
    private readonly sink: InputSink<Hit>,
  ) {
    this.place = collectedPlace(origin.path);
    this.nothing = holdsNothing(origin.path);
    this.source = this.onlySource();
  }

  take(item: Item): void {
    this.record = item.index - this.headers;
    const skip = item.skip ?? this.nothing;
    if (skip !== undefined) {
      this.counter.count(this.idOf(this.source), NO_ACCOUNT, 'skipped', item.size, 0, skip);
      return;
    }
    if (item.flaw !== undefined) {
      this.reject(item, this.source, item.flaw);
      return;
    }
    this.enterGroup(item.envelope?.logGroup);
    const source = chooseSource(item, this.context.sources, this.source);
    if (source) {
      this.source = source;
      this.settle(item, source, this.attempt(item, source));
    } else if (this.place) {
      this.collect(this.place.source.id, item);
    } else {
      this.reject(item, undefined, UNKNOWN_FORMAT);
    }
  }

  /** A file of CloudWatch Logs holds lines of many log groups. */
  private enterGroup(logGroup: string | undefined): void {
    if (logGroup !== this.logGroup) {
      this.logGroup = logGroup;
      this.source = this.onlySource();
    }
  }

  /** The source of every record, where only one is asked for. */
  private onlySource(): Source | undefined {
    const { sources } = this.context;
    return sources.length === 1 ? sources[0] : undefined;
  }

  event(masked: OcsfEvent, timeMicros: number): void {
    this.sink.event(masked, timeMicros, this.source as Source, this.record);
  }

  hit(hit: Hit, masked: OcsfEvent, timeMicros: number): void {
    this.sink.hit?.(hit, masked, timeMicros, this.source as Source);
  }

  finding(finding: OcsfEvent, timeMicros: number, hit: Hit): void {
    this.counter.countFinding();
    this.sink.finding(finding, timeMicros, this.source as Source, this.record, hit);
  }

  /** Normalises and validates; only a record that is valid as a whole goes on into the pipeline. */
  private attempt(item: Item, source: Source): Outcome {
    this.pending = [];
    try {
      const outcome = this.readerOf(source)(item.value, this.emit, item.envelope);
      if (outcome.kind === 'written') {
        for (const { event } of this.pending) {
          const [problem] = errors(event);
          if (problem) {
            return quarantined(`not valid OCSF: ${problem.path} ${problem.message}`);
          }
        }
        for (const { event, timeMicros } of this.pending) {
          this.context.pipeline(event, timeMicros, source, this);
        }
      }
      return outcome;
    } catch (error) {
      return quarantined(`${source.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private settle(item: Item, source: Source, outcome: Outcome): void {
    if (outcome.kind === 'quarantined') {
      this.reject(item, source, outcome.reason);
    } else if (outcome.kind === 'header') {
      this.headers += 1;
      this.counter.header(source.id);
    } else if (outcome.kind === 'skipped') {
      this.counter.count(source.id, NO_ACCOUNT, 'skipped', item.size, 0, outcome.reason);
    } else if (outcome.kind === 'collected') {
      this.collect(source.id, item);
    } else {
      const account = this.pending[0]?.event.cloud?.account?.uid ?? NO_ACCOUNT;
      this.counter.count(source.id, account, 'written', item.size, this.pending.length);
    }
  }

  /** Of the account that the delivery names: nobody has read the record. */
  private collect(source: string, { envelope, size }: Item): void {
    this.counter.count(source, envelope?.owner ?? this.place?.account ?? NO_ACCOUNT, 'collected', size);
  }

  private reject(item: Item, source: Source | undefined, reason: string): void {
    const id = this.idOf(source);
    this.counter.count(id, NO_ACCOUNT, 'quarantined', item.size);
    this.sink.quarantine({ record: this.record, source: id, reason, raw: () => item.raw() });
  }

  /** Of a record that cannot be read, the place is all there is to tell by. */
  private idOf(source: Source | undefined): string {
    return source?.id ?? this.place?.source.id ?? NO_SOURCE;
  }

  private readonly emit = (event: OcsfEvent, timeMicros: number): void => {
    this.pending.push({ event, timeMicros });
  };

  private readerOf(source: Source): Normalise {
    let reader = this.readers.get(source);
    if (!reader) {
      reader = source.open(this.origin);
      this.readers.set(source, reader);
    }
    return reader;
  }
}
