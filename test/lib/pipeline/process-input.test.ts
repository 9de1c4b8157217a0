import type { OcsfEvent } from '../../../lib/ocsf/event';
import { processInput, type Rejected } from '../../../lib/pipeline/process-input';
import { HEADER, type Normalise, type Source, skipped, WRITTEN } from '../../../lib/sources/source';

const valid = (uid: string): OcsfEvent =>
  ({
    class_uid: 0,
    category_uid: 0,
    activity_id: 0,
    type_uid: 0,
    time: 1723458600000,
    severity_id: 1,
    metadata: { version: '1.5.0', product: { name: 'p', vendor_name: 'v' }, uid },
  }) as OcsfEvent;

/** A source of lines: `skip`, `header`, `throw`, `invalid`, or an event of that name. */
const normalise: Normalise = (line, emit) => {
  if (line === 'header') {
    return HEADER;
  }
  if (line === 'skip') {
    return skipped('declared');
  }
  if (line === 'throw') {
    throw new Error('cannot read it');
  }
  emit(line === 'invalid' ? { ...valid('x'), severity_id: 77 } : valid(String(line)), 1723458600000000);
  return WRITTEN;
};
const source = {
  id: 'lines',
  shape: 'line',
  recognise: () => true,
  open: () => normalise,
} as unknown as Source;

async function* bytes(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

async function run(text: string, pipeline = passOn) {
  const events: [string | undefined, number][] = [];
  const rejected: Rejected[] = [];
  const tally = await processInput(
    { input: 'i', path: 'p' },
    bytes(text),
    { sources: [source], pipeline },
    {
      event: (event, _time, _source, record) => events.push([event.metadata.uid, record]),
      finding: () => undefined,
      quarantine: (each) => rejected.push(each),
      drain: async () => undefined,
    },
  );
  return { events, rejected: rejected.map(({ record, reason, raw }) => [record, reason, raw()]), tally };
}

const passOn = (
  event: OcsfEvent,
  time: number,
  _source: Source,
  sink: { event(event: OcsfEvent, time: number): void },
) => sink.event(event, time);

describe('processInput', () => {
  it('gives every record one end, and counts it there', async () => {
    const { events, rejected, tally } = await run('a\nskip\nthrow\ninvalid\nb\n');

    expect(events).toEqual([
      ['a', 0],
      ['b', 4],
    ]);
    expect(rejected).toEqual([
      [2, 'lines: cannot read it', 'throw'],
      [3, expect.stringContaining('not valid OCSF: severity_id'), 'invalid'],
    ]);
    expect(tally).toMatchObject({
      received: 5,
      written: 2,
      skipped: { declared: 1 },
      quarantined: 2,
      events: 2,
    });
  });

  it('takes a header for no record: those after it count from zero', async () => {
    const { events, tally } = await run('header\na\nb\n');

    expect(events.map(([, record]) => record)).toEqual([0, 1]);
    expect(tally.received).toBe(2);
  });

  it('quarantines the record that a later stage fails on, and no other', async () => {
    const { events, rejected } = await run('a\nb\nc\n', (event, time, _source, sink) => {
      if (event.metadata.uid === 'b') {
        throw new Error('stage failed');
      }
      sink.event(event, time);
    });

    expect(events.map(([uid]) => uid)).toEqual(['a', 'c']);
    expect(rejected).toEqual([[1, 'lines: stage failed', 'b']]);
  });
});
