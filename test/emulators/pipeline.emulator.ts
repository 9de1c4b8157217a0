import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { object, text } from '../../lib/json';
import { type Commit, readRecords } from '../../lib/lake/batch/records';
import { readLedger } from '../../lib/lake/ledger';
import { removeOutputs } from '../infra/support';
import { eventBridge, kinesis } from '../lib/ingest/stream-support';
import { describeWith, SHARED } from '../support/needs';
import { type Shipment, shipPipeline } from './support/asset';
import { allowedCalls, callOf, covers } from './support/calls';
import type { Passed } from './support/gate';
import { download, ingestLocally, type Rows, rowsOf } from './support/lake';
import { guessedPassword, poisonedObject, stopLogging, type TrailObject, trailObject } from './support/logs';
import { describeEmulated } from './support/needs';
import { openWorld, type World } from './support/world';

const A = trailObject('a', 1, 120, [stopLogging(5, 3)]);
const B = trailObject('b', 2, 80);
const C = trailObject('c', 3, 60);
const ALL = [A, B, C];
const GUESSED = /Console sign-in after many failures/;
const DONE = { batchItemFailures: [] };
/** What Lambda asks for itself, keys, and what S3 takes for their use: no request of ours shows them. */
const isNoKey = (call: string) => !/^kms:|^sqs:(?!SendMessage acme)/.test(call);
/** What a quiet run does not need of what its role may do. */
const UNUSED = {
  normalize: [
    // Of an alert whose rule has a threshold.
    'dynamodb:Query table',
    // Of a large file whose writing failed.
    's3:AbortMultipartUpload lake/events/*',
    's3:AbortMultipartUpload lake/quarantine/*',
    's3:AbortMultipartUpload lake/state/*',
    // Of a batch that is done again under another release.
    's3:DeleteObject lake/events/*',
    's3:DeleteObject lake/quarantine/*',
    // The emulator has no versions.
    's3:GetObjectVersion raw/*',
    // Without it S3 would not say that an object is gone.
    's3:ListBucket raw',
  ],
  reconcile: ['s3:AbortMultipartUpload lake/state/reconcile/*', 's3:ListBucket lake'],
  notify: [],
  detect: [
    // Of an alert whose rule has a threshold, and of what correlations forget.
    'dynamodb:Query table',
    'dynamodb:Query table',
    // What Lambda does itself: it reads the streams, and puts what failed for good.
    'kinesis:DescribeStream EventsStream',
    'kinesis:DescribeStreamSummary EventsStream',
    'kinesis:GetRecords EventsStream',
    'kinesis:GetShardIterator EventsStream',
    'kinesis:ListShards EventsStream',
    's3:ListBucket FailedBucket',
    // Without it S3 would not say that there is no baseline.
    's3:ListBucket lake',
    's3:PutObject FailedBucket/aws/lambda/*',
  ],
};

describeEmulated('the shipped pipeline over S3, SQS, SNS and DynamoDB', (node) => {
  let shipment: Shipment;
  let world: World;
  let expected: Rows;
  beforeAll(async () => {
    shipment = shipPipeline();
    expected = await rowsOf(await ingestLocally(ALL));
  });
  afterAll(removeOutputs);
  beforeEach(async () => {
    world = await openWorld(node, shipment);
  });
  afterEach(() => world.close());

  const put = async (objects: readonly TrailObject[]) => {
    for (const { key, body } of objects) {
      await world.putRaw(key, body);
    }
  };
  const normalize = (objects: readonly TrailObject[], kill?: Parameters<World['run']>[2]) =>
    world.run('normalize', { Records: objects.map((one, index) => message(`m${index}`, one)) }, kill);
  const message = (messageId: string, { key, body }: TrailObject) => ({
    messageId,
    // What EventBridge puts into the queue for an object.
    body: JSON.stringify({
      version: '0',
      source: 'aws.s3',
      'detail-type': 'Object Created',
      time: '2024-08-12T10:05:00Z',
      detail: { version: '0', bucket: { name: shipment.raw }, object: { key, size: body.length } },
    }),
  });
  const rows = async () => rowsOf(await download(world.lake));
  const ledger = () => readLedger(readRecords<Commit>(world.lake, 'state/commits/'));
  const dump = async (...prefixes: readonly string[]) => {
    const found: Record<string, string> = {};
    for (const prefix of prefixes) {
      for await (const { key } of world.lake.list(prefix)) {
        found[key] = Buffer.from((await world.lake.get(key)) ?? []).toString('base64');
      }
    }
    return found;
  };
  const messages = async () => {
    await world.run('notify', {});
    await world.run('notify', {});
    return world.receive('inbox');
  };

  const writes =
    (folder: string) =>
    ({ method, path, target, body }: Passed) =>
      folder === 'claims'
        ? target?.endsWith('.PutItem') === true && body.includes('"claims-')
        : method === 'PUT' && path.includes(`/${folder}/`);

  it('turns objects of the trail into the rows a laptop makes of them, and one alert into one message', async () => {
    await put(ALL);

    const answer = await normalize(ALL);

    expect(answer).toEqual(DONE);
    expect(await rows()).toEqual(expected);
    const published = await messages();
    expect(published).toHaveLength(1);
    const mail = object(JSON.parse(published[0] ?? ''));
    expect(text(mail?.Subject)).toMatch(/^\[\w+\] opened: /);
    expect(text(mail?.Message)).toContain('StopLogging');
    expect(object(mail?.MessageAttributes)).toHaveProperty('idempotency_key');
  });

  it('changes nothing when objects come again, three times and in other batches', async () => {
    await put(ALL);
    await normalize([A, B]);
    await normalize([C, B]);
    const before = await dump('events/', 'quarantine/', 'state/');

    const answers = [await normalize([A]), await normalize([C, A]), await normalize([B, C, A, A])];

    expect(answers).toEqual([DONE, DONE, DONE]);
    expect(await dump('events/', 'quarantine/', 'state/')).toEqual(before);
    expect(await rows()).toEqual(expected);
    expect(await messages()).toHaveLength(1);
  });

  it.each(['before the commit', 'not at all'])(
    'finds what only objects of two batches show, and tells of it once, killed %s',
    async (when) => {
      const [early, late] = guessedPassword();
      await put([early, late]);
      await normalize([late]);
      const quiet = (await messages()).map((one) => text(object(JSON.parse(one))?.Subject));

      await normalize(
        [early],
        when === 'not at all' ? undefined : { at: writes('state/commits'), after: false },
      );
      await normalize([late, early]);

      const told = (await messages()).map((one) => text(object(JSON.parse(one))?.Subject));
      expect(await rows()).toEqual(await rowsOf(await ingestLocally([early, late])));
      expect(quiet.filter((subject) => GUESSED.test(subject ?? ''))).toEqual([]);
      expect(told.filter((subject) => GUESSED.test(subject ?? ''))).toHaveLength(1);
    },
  );

  it('quarantines a poisoned record and writes its neighbours', async () => {
    const poisoned = poisonedObject('poisoned');
    await put([poisoned, B]);

    const answer = await normalize([poisoned, B]);

    expect(answer).toEqual(DONE);
    expect((await ledger()).total).toMatchObject({ received: 83, written: 82, quarantined: 1 });
    expect(await rows()).toEqual(await rowsOf(await ingestLocally([poisoned, B])));
    const [entry] = Object.values(await dump('quarantine/'));
    expect(Buffer.from(entry ?? '', 'base64').toString()).toContain(
      `"raw_object":"s3://${shipment.raw}/${poisoned.key}?versionId=null","record":1,`,
    );
  });

  it('quarantines an object that is gone and writes the others of its batch', async () => {
    await put([B, C]);

    const answer = await normalize([A, B, C]);

    expect(answer).toEqual(DONE);
    expect((await ledger()).total).toMatchObject({ written: 140, quarantined: 1 });
    expect(await rows()).toEqual(await rowsOf(await ingestLocally([B, C])));
  });

  it('gives back a message that tells of nothing, and does the others', async () => {
    await put([B]);

    const answer = await world.run('normalize', {
      Records: [{ messageId: 'odd', body: '{"detail":{}}' }, message('good', B)],
    });

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'odd' }] });
    expect((await ledger()).total).toMatchObject({ written: 80 });
  });

  it.each([
    ['normalize', UNUSED.normalize],
    ['reconcile', UNUSED.reconcile],
    ['notify', UNUSED.notify],
    ['detect', UNUSED.detect],
  ] as const)('%s asks for nothing that its role may not do', async (handler, unused) => {
    const poisoned = poisonedObject('poisoned');
    const folder = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    await put([A, B, poisoned, { ...C, key: C.key.replace('2024/08/12', folder) }]);
    const run = {
      normalize: () => normalize([A, B, poisoned]),
      reconcile: () => world.run('reconcile', { time: new Date(Date.now() + 1_200_000).toISOString() }),
      notify: () => world.run('notify', {}),
      detect: () => world.run('detect', { Records: kinesis([eventBridge(stopLogging(5, 3))]) }),
    };
    await (handler === 'notify' ? normalize([A]) : undefined);
    world.gate.passed.length = 0;
    world.tableGate.passed.length = 0;

    await run[handler]();

    const calls = [...world.gate.passed, ...world.tableGate.passed].map(callOf);
    const { lake, raw, table } = shipment;
    const short = (resource: string) =>
      resource
        .replace(lake, 'lake')
        .replace(raw, 'raw')
        .replace(table, 'table')
        .replace(/\$\{(\w+)[0-9A-F]{8}\}/, '$1');
    const template = handler === 'detect' ? shipment.stream : shipment.template;
    const allowed = allowedCalls(template, `acme-${handler}`, shipment);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((call) => !allowed.some((one) => covers(one, call)))).toEqual([]);
    const spare = allowed.filter((one) => !calls.some((call) => covers(one, call)));
    expect(
      spare
        .map(({ action, resource }) => `${action} ${short(resource)}`)
        .filter(isNoKey)
        .sort(),
    ).toEqual(unused);
  });

  it.each([
    ['before the plan', 'state/plans', false],
    ['after the plan', 'state/plans', true],
    ['before the first claim', 'claims', false],
    ['after the first claim', 'claims', true],
    ['before the seal', 'state/manifests', false],
    ['after the seal', 'state/manifests', true],
    ['before the first file', 'events', false],
    ['after the first file', 'events', true],
    ['before the commit', 'state/commits', false],
    ['after the commit and before the acknowledgement', 'state/commits', true],
  ])('killed %s, loses and doubles nothing', async (_when, folder, after) => {
    await put(ALL);

    const killed = await normalize([A, B], { at: writes(folder), after });
    const answers = [await normalize([B, C]), await normalize([A])];

    expect(killed).toBeUndefined();
    expect(answers).toEqual([DONE, DONE]);
    expect(await rows()).toEqual(expected);
    expect(await ledger()).toMatchObject({ balanced: true, rows: expected.length });
    expect(await messages()).toHaveLength(1);
  });

  it('finds with the hourly sweep what no event told of, once', async () => {
    const folder = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
    const missed = { ...A, key: A.key.replace('2024/08/12', folder) };
    await put([
      missed,
      { ...B, key: B.key.replace('2024/08/12', folder) },
      { key: 'AWSLogs/x', body: B.body },
    ]);
    await normalize([{ ...B, key: B.key.replace('2024/08/12', folder) }]);
    const sweep = (minutes: number) =>
      world.run('reconcile', { time: new Date(Date.now() + minutes * 60_000).toISOString() });

    await sweep(5);
    const tooYoung = await world.receive('ingest');
    await sweep(20);
    const found = await world.receive('ingest');
    await world.run('normalize', { Records: found.map((body, index) => ({ messageId: `s${index}`, body })) });
    await sweep(80);
    const again = await world.receive('ingest');

    expect(tooYoung).toEqual([]);
    expect(found).toHaveLength(1);
    expect(again).toEqual([]);
    expect(await rows()).toEqual(await rowsOf(await ingestLocally([A, B])));
  });

  describeWith(['shared'], 'with real logs', () => {
    it('turns real objects of the trail into the rows a laptop makes of them', async () => {
      const objects = realObjects();
      await put(objects);

      await normalize(objects);

      const found = await rows();
      expect(found.length).toBeGreaterThan(100);
      expect(found).toEqual(await rowsOf(await ingestLocally(objects)));
    });
  });
});

function realObjects(): TrailObject[] {
  const folder = join(SHARED, 'corpora', 'aws-cloudtrail');
  return readdirSync(folder)
    .filter((name) => /\.json(\.gz)?$/.test(name))
    .slice(0, 12)
    .map((name) => ({
      key: `AWSLogs/1/CloudTrail/x/2024/08/12/${name}`,
      body: readFileSync(join(folder, name)),
    }));
}
