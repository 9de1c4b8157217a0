import { tellingFindings } from '../../../lib/ingest/telling-findings';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import type { Pipeline } from '../../../lib/pipeline/compose';
import { awsCloudTrail } from '../../../lib/sources/aws-cloudtrail/source';
import { findingOf } from '../alerts/support';

/** Finds in every event what the event is. */
const pipeline: Pipeline<string> = (event, timeMicros, _source, sink) => {
  sink.event(event, timeMicros);
  sink.hit?.('rule', event, timeMicros);
  sink.finding(event, timeMicros, 'rule');
};

function run(events: readonly OcsfEvent[]) {
  const told: OcsfEvent[][] = [];
  const seen: string[] = [];
  const telling = tellingFindings(pipeline, async (findings) => told.push([...findings]));
  const sink = {
    event: () => seen.push('event'),
    hit: () => seen.push('hit'),
    finding: () => seen.push('finding'),
  };
  for (const event of events) {
    telling.pipeline(event, 1, awsCloudTrail, sink);
  }
  return { told, seen, tell: telling.tell };
}

describe('telling of findings', () => {
  const loud = findingOf({ uid: 'f1' });
  const quiet: OcsfEvent = { ...loud, is_alert: false };

  it('takes nothing from the lake', () => {
    expect(run([loud, quiet]).seen).toEqual(['event', 'hit', 'finding', 'event', 'hit', 'finding']);
  });

  it('tells each once, and leaves out those that are for reading', async () => {
    const { told, tell } = run([loud, quiet]);

    await tell();
    await tell();

    expect(told).toEqual([[loud]]);
  });

  it('waits until there are many, where it is told to', async () => {
    const { told, tell } = run([loud, loud]);

    await tell(3);
    expect(told).toEqual([]);
    await tell(2);
    expect(told).toHaveLength(1);
  });
});
