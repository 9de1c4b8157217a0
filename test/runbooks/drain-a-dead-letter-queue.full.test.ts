import { parse } from 'yaml';
import { at, resourcesOf } from '../../infra/policy/template';
import type { JsonObject } from '../../lib/json';
import { deployedBundle } from '../functions/aws/deployed-bundle';
import { functionDesk } from '../functions/aws/desk';
import { CONFIGURATIONS } from '../infra/policy/synthesized';
import { synthesizedFrom } from '../infra/release/baseline';
import { resolved } from '../lib/config/support';
import { argumentsOf, procedure } from './page';
import { PLATFORM, trailOf } from './support';

const PAGE = procedure('Drain a dead-letter queue');
const CONTEXT = { getRemainingTimeInMillis: () => 300_000 };
const desk = functionDesk();

interface Waiting {
  readonly body: string;
  received: number;
}

/** The ingest queue as its template makes it, its function, and its dead letters. */
class IngestQueue {
  readonly waiting: Waiting[] = [];
  readonly dead: Waiting[] = [];

  constructor(private readonly tries: number) {}

  /** Until nothing waits: what fails comes again, and after so many tries goes to the dead letters. */
  async run(): Promise<void> {
    const { handler } = await import('../../functions/aws/normalize');
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, 10);
      const Records = batch.map(({ body }, index) => ({ messageId: String(index), body }));
      const { batchItemFailures } = await handler({ Records }, CONTEXT);
      for (const { itemIdentifier } of batchItemFailures) {
        const message = batch[Number(itemIdentifier)];
        if (message) {
          message.received += 1;
          (message.received < this.tries ? this.waiting : this.dead).push(message);
        }
      }
    }
  }

  /** `aws sqs start-message-move-task`: at least once, so that one comes twice. */
  moveDeadLetters(): void {
    const moved = this.dead.splice(0);
    this.waiting.push(...moved.map(({ body }) => ({ body, received: 0 })));
    this.waiting.push(...moved.slice(0, 1).map(({ body }) => ({ body, received: 0 })));
  }
}

const template = () => {
  const { aws } = synthesizedFrom(parse(CONFIGURATIONS['one account in production'] ?? ''));
  return aws.flatMap((stack) => resourcesOf(stack, 'AWS::SQS::Queue'));
};
const QUEUES = template();
const ingest = QUEUES.find(({ properties }) => properties.QueueName === 'acme-ingest');

const DAYS = ['2024-08-12', '2024-08-13'];
const keyOf = (day: string) => `AWSLogs/1/CloudTrail/eu-west-1/${day.replaceAll('-', '/')}/a.json`;
const created = (day: string): Waiting => ({
  received: 0,
  body: JSON.stringify({
    'detail-type': 'Object Created',
    time: `${day}T11:00:00Z`,
    detail: { bucket: { name: 'raw' }, object: { key: keyOf(day), size: 2_000_000, 'version-id': 'v1' } },
  }),
});

function deploy(): void {
  process.env.SETTINGS = JSON.stringify({
    home: 'eu-west-1',
    lake: 'lake',
    table: 'state',
    bundle: deployedBundle(resolved(PLATFORM)),
  });
  for (const day of DAYS) {
    desk.s3.objects.set(keyOf(day), Buffer.from(trailOf(day)));
  }
}

/** What a run leaves: the lake's objects, and how many alerts are known. */
async function left(trouble?: (method: string, key: string) => number | undefined) {
  const { state } = desk.fresh();
  deploy();
  const queue = new IngestQueue(Number(at(ingest?.properties, 'RedrivePolicy.maxReceiveCount')));
  queue.waiting.push(...DAYS.map(created));
  if (trouble) {
    desk.s3.trouble = trouble;
    await queue.run();
    expect(queue.dead).toHaveLength(1);
    desk.s3.trouble = () => undefined;
    queue.moveDeadLetters();
  }
  await queue.run();
  expect(queue.dead).toEqual([]);
  const alerts = [...state.keys()].filter((key) => key.startsWith('alerts')).length;
  return {
    objects: new Map([...desk.s3.objects].map(([key, body]) => [key, body.toString('base64')])),
    alerts,
  };
}

describe('draining a dead-letter queue', () => {
  it.each([
    [
      'a raw object that may not be read',
      (method: string, key: string) => (method === 'GET' && key === keyOf(DAYS[0] ?? '') ? 403 : undefined),
    ],
    [
      'a lake that takes some of its files',
      (method: string, key: string) =>
        method === 'PUT' && /^events\/.*day=12.*event_category=finding/.test(key) ? 403 : undefined,
    ],
    ['a commit that cannot be written', failFirst()],
  ])('brings what failed into the lake once, after %s', async (_, trouble) => {
    const clean = await left();

    const drained = await left(trouble);

    expect([...clean.objects.keys()].filter((key) => key.startsWith('events/')).length).toBeGreaterThan(3);
    expect(clean.alerts).toBeGreaterThan(0);
    expect(drained).toEqual(clean);
  });

  it('goes back to the queue that names the dead letters, as the commands do', () => {
    const target = at(ingest?.properties, 'RedrivePolicy.deadLetterTargetArn') as JsonObject;
    const [dead] = target['Fn::GetAtt'] as string[];
    const sqs = argumentsOf(PAGE, 'aws sqs', { NAME: 'acme' });

    expect(QUEUES.find(({ logicalId }) => logicalId === dead)?.properties.MessageRetentionPeriod).toBe(
      14 * 86_400,
    );
    expect(sqs.map(([command]) => command)).toEqual([
      'get-queue-url',
      'get-queue-attributes',
      'start-message-move-task',
      'list-message-move-tasks',
    ]);
    expect(sqs[0]).toContain(ingest?.properties.QueueName);
  });
});

/** The batch that asks first never gets its commit. */
function failFirst() {
  let failing: string | undefined;
  return (method: string, key: string) => {
    if (method !== 'PUT' || !key.startsWith('state/commits/')) {
      return undefined;
    }
    failing ??= key;
    return key === failing ? 403 : undefined;
  };
}
