import { chooseSource } from '../intake/choose-source';
import { DEFAULT_LIMITS, type Item, type ReadLimits, readItems } from '../intake/read';
import { NO_ACCOUNT, NO_SOURCE, RecordCounter, type Tally } from '../lake/tally';
import type { OcsfEvent } from '../ocsf/event';
import { errors } from '../ocsf/validate';
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
 * Reads one input to its end: each record is written, skipped or quarantined, whole, and counted; a record's
 * failure never touches its neighbours.
 */
export async function processInput<Hit>(
  origin: Origin,
  body: AsyncIterable<Uint8Array>,
  context: InputContext<Hit>,
  sink: InputSink<Hit>,
): Promise<Tally> {
  const reader = new InputReader(origin, context, sink);
  for await (const items of readItems(body, context.limits ?? DEFAULT_LIMITS)) {
    for (const item of items) {
      reader.take(item);
    }
    await sink.drain();
  }
  return reader.counter.tally();
}

/** What one input's records share: the source chosen last, each source's reader, the record being processed. */
class InputReader<Hit> implements EventSink<Hit> {
  readonly counter = new RecordCounter();
  private readonly readers = new Map<Source, Normalise>();
  private pending: { readonly event: OcsfEvent; readonly timeMicros: number }[] = [];
  private source: Source | undefined;
  private record = 0;
  /** Header lines so far: they are no records, so those after them count from fewer. */
  private headers = 0;

  constructor(
    private readonly origin: Origin,
    private readonly context: InputContext<Hit>,
    private readonly sink: InputSink<Hit>,
  ) {
    this.source = context.sources.length === 1 ? context.sources[0] : undefined;
  }

  take(item: Item): void {
    this.record = item.index - this.headers;
    if (item.skip !== undefined) {
      this.counter.count(this.source?.id ?? NO_SOURCE, NO_ACCOUNT, 'skipped', 0, item.skip);
      return;
    }
    if (item.flaw !== undefined) {
      this.reject(item, this.source, item.flaw);
      return;
    }
    const source = chooseSource(item, this.context.sources, this.source);
    if (!source) {
      this.reject(item, undefined, 'unknown format: no source recognises this record');
      return;
    }
    this.source = source;
    this.settle(item, source, this.attempt(item, source));
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
      const outcome = this.readerOf(source)(item.value, this.emit);
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
    } else if (outcome.kind === 'skipped') {
      this.counter.count(source.id, NO_ACCOUNT, 'skipped', 0, outcome.reason);
    } else {
      const account = this.pending[0]?.event.cloud?.account?.uid ?? NO_ACCOUNT;
      this.counter.count(source.id, account, 'written', this.pending.length);
    }
  }

  private reject(item: Item, source: Source | undefined, reason: string): void {
    const id = source?.id ?? NO_SOURCE;
    this.counter.count(id, NO_ACCOUNT, 'quarantined');
    this.sink.quarantine({ record: this.record, source: id, reason, raw: () => item.raw() });
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
