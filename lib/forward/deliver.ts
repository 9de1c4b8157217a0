import type { Line } from './parcel';
import type { Receiver, Reception } from './receiver';
import type { RefusedLine } from './refused';

/** What became of the lines of a parcel. */
export interface Delivered {
  readonly taken: number;
  readonly refused: readonly RefusedLine[];
  /** Not sent, in order. */
  readonly left: readonly Line[];
  /** Why some are left, where the receiver said so. */
  readonly reason?: string;
}

export interface DeliverContext {
  /** Whether there is time for another request. */
  readonly mayContinue: () => boolean;
  readonly pause: (seconds: number) => Promise<unknown>;
}

/** A receiver that asks for a short wait is waited for; longer ones are the queue's. */
const LONGEST_PAUSE_SECONDS = 20;
const PAUSES = 3;
/** Events refused one by one before any is taken: it is the settings that are wrong, not the events. */
const SUSPICIOUS = 20;

interface Rendered {
  readonly line: Line;
  readonly text: string;
}

/**
 * Sends lines in chunks. A chunk that is refused is halved until the events that are at fault stand alone, so that none
 * keeps its neighbours back. Ends early where the receiver or the clock says so; what is left may be sent later.
 */
export async function deliver(
  lines: readonly Line[],
  receiver: Receiver,
  context: DeliverContext,
): Promise<Delivered> {
  const { all, refused } = renderAll(lines, receiver);
  const open = chunksOf(all, receiver.maxBytes).reverse();
  const left = () => [...open].reverse().flatMap((chunk) => chunk.map(({ line }) => line));
  const patience = { pauses: PAUSES };
  let taken = 0;
  for (let chunk = open.at(-1); chunk !== undefined && context.mayContinue(); chunk = open.at(-1)) {
    const reception = await sendPatiently(chunk, receiver, context, patience);
    if (reception.outcome === 'later') {
      return { taken, refused, left: left(), reason: reception.reason };
    }
    open.pop();
    if (reception.outcome === 'taken') {
      taken += chunk.length;
      continue;
    }
    const [first] = chunk;
    if (first !== undefined && chunk.length === 1) {
      refused.push({ ...first.line, reason: reception.reason });
    } else {
      open.push(...halves(chunk));
    }
    if (taken === 0 && refused.length === SUSPICIOUS) {
      const reason = `the first ${SUSPICIOUS} events were all refused, so the settings seem wrong: ${reception.reason}`;
      return { taken, refused: [], left: lines, reason };
    }
  }
  return { taken, refused, left: left() };
}

/** An event that cannot be rendered is refused before it is sent: its neighbours can. */
function renderAll(lines: readonly Line[], receiver: Receiver) {
  const all: Rendered[] = [];
  const refused: RefusedLine[] = [];
  for (const line of lines) {
    try {
      all.push({ line, text: receiver.render(line) });
    } catch (error) {
      refused.push({ ...line, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { all, refused };
}

async function sendPatiently(
  chunk: readonly Rendered[],
  receiver: Receiver,
  { pause, mayContinue }: DeliverContext,
  patience: { pauses: number },
): Promise<Reception> {
  for (;;) {
    const reception = await receiver.send(chunk.map(({ text }) => text));
    const seconds = reception.outcome === 'later' ? reception.afterSeconds : undefined;
    const waits = seconds !== undefined && seconds <= LONGEST_PAUSE_SECONDS && patience.pauses > 0;
    if (!waits || !mayContinue()) {
      return reception;
    }
    patience.pauses -= 1;
    await pause(seconds);
  }
}

/** The later half first: the last of the list is sent next. */
function halves(chunk: readonly Rendered[]): [readonly Rendered[], readonly Rendered[]] {
  const middle = Math.ceil(chunk.length / 2);
  return [chunk.slice(middle), chunk.slice(0, middle)];
}

function chunksOf(all: readonly Rendered[], maxBytes: number): (readonly Rendered[])[] {
  const chunks: Rendered[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const one of all) {
    const length = Buffer.byteLength(one.text);
    if (bytes + length > maxBytes) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(one);
    bytes += length;
  }
  return chunks;
}
