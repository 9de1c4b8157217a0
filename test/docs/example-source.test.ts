import type { OcsfEvent } from '../../lib/ocsf/event';
import { composePipeline } from '../../lib/pipeline/compose';
import { processInput } from '../../lib/pipeline/process-input';
import { SOURCES } from '../../lib/sources';
import { githubAudit } from './examples/github-audit/source';

const ENTRY = {
  '@timestamp': 1723458600000,
  _document_id: 'entry-1',
  action: 'repo.destroy',
  actor: 'alice',
  actor_ip: '198.51.100.7',
  operation_type: 'remove',
  org: 'acme',
  repo: 'acme/site',
};

const pipeline = composePipeline<never>({
  enrich: () => undefined,
  detect: () => [],
  mask: () => undefined,
  report: (_hit, event) => event,
});

/** The register with the README's example added as it says, at work on one input. */
async function read(lines: readonly object[]) {
  const events: OcsfEvent[] = [];
  const reasons: string[] = [];
  const body = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const tally = await processInput(
    { input: 'example', path: 'example' },
    (async function* () {
      yield body;
    })(),
    { sources: [...SOURCES, githubAudit], pipeline },
    {
      event: (event) => events.push(event),
      finding: () => undefined,
      quarantine: ({ reason }) => reasons.push(reason),
      drain: async () => undefined,
    },
  );
  return { events, reasons, tally };
}

describe('the README’s example source', () => {
  it('is recognised beside the shipped ones, and makes valid events', async () => {
    const { events, reasons, tally } = await read([ENTRY]);

    expect(reasons).toEqual([]);
    expect(events).toMatchObject([
      {
        class_uid: 6003,
        activity_name: 'Delete',
        time: 1723458600000,
        actor: { user: { name: 'alice' } },
        api: { operation: 'repo.destroy' },
        src_endpoint: { ip: '198.51.100.7' },
        unmapped: { repo: 'acme/site' },
      },
    ]);
    expect(tally.accounts).toMatchObject([{ source: 'github-audit', account: 'acme', written: 1 }]);
  });

  it('says why an entry without a time is quarantined, and reads the next', async () => {
    const { events, reasons } = await read([{ ...ENTRY, '@timestamp': 'noon' }, ENTRY]);

    expect(reasons).toEqual(['an audit entry has @timestamp, milliseconds since the epoch']);
    expect(events).toHaveLength(1);
  });
});
