import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { object, text } from '../../lib/json';
import { type Shipment, shipPipeline } from '../emulators/support/asset';
import { download, ingestLocally, rowsOf } from '../emulators/support/lake';
import { poisonedObject, stopLogging, type TrailObject, trailObject } from '../emulators/support/logs';
import { removeOutputs } from '../infra/support';
import { describeWith, SHARED } from '../support/needs';
import { type MotoWorld, openMoto } from './moto-world';

const A = trailObject('a', 1, 60, [stopLogging(5, 3)]);
const B = trailObject('b', 2, 40);
const DONE = { batchItemFailures: [] };

describeWith(['python'], 'the shipped pipeline over moto', () => {
  let shipment: Shipment;
  let world: MotoWorld;
  beforeAll(() => {
    shipment = shipPipeline();
  });
  afterAll(removeOutputs);
  beforeEach(async () => {
    world = await openMoto(shipment);
  });
  afterEach(() => world.close());

  /** Brings what the rule on the raw bucket told the queue of. */
  const normalize = async (bodies: readonly string[]) =>
    world.run('normalize', { Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) });
  const put = async (objects: readonly TrailObject[]) => {
    for (const { key, body } of objects) {
      await world.putRaw(key, body);
    }
    return world.receive(shipment.queue);
  };
  const rows = async () => rowsOf(await download(world.lake));

  it('takes an object from the bucket through EventBridge and the queue to rows and one message', async () => {
    const told = await put([A, B, { key: 'other/x', body: B.body }]);

    const answer = await normalize(told);
    await world.run('notify', {});

    expect(told).toHaveLength(2);
    expect(answer).toEqual(DONE);
    expect(await rows()).toEqual(await rowsOf(await ingestLocally([A, B])));
    const mails = await world.receive('inbox');
    expect(mails.map((mail) => text(object(JSON.parse(mail))?.Message))).toEqual([
      expect.stringContaining('StopLogging'),
    ]);
  });

  it('reads the version it was told of, though somebody deleted the object since', async () => {
    const told = await put([A]);
    await world.s3.send(new DeleteObjectCommand({ Bucket: shipment.raw, Key: A.key }));

    expect(await normalize(told)).toEqual(DONE);

    expect(await rows()).toEqual(await rowsOf(await ingestLocally([A])));
  });

  it('changes nothing when it is told again, in other batches; a poisoned record loses nothing beside it', async () => {
    const poisoned = poisonedObject('poisoned');
    const told = await put([A, poisoned, B]);
    await normalize(told);
    const before = await rows();

    const answers = [await normalize(told.slice(1)), await normalize([...told].reverse())];

    expect(answers).toEqual([DONE, DONE]);
    expect(await rows()).toEqual(before);
    expect(before).toEqual(await rowsOf(await ingestLocally([A, poisoned, B])));
  });

  it('raises one alert of an event that comes by the stream, again, and in an object', async () => {
    const stop = stopLogging(5, 3);
    const event = { 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.cloudtrail', detail: stop };
    const records = await world.stream([event, event]);

    const answers = [await world.run('detect', records), await world.run('detect', records)];
    await world.run('notify', {});
    await normalize(await put([A]));
    await world.run('notify', {});

    expect(answers).toEqual([DONE, DONE]);
    expect(await rows()).toEqual(await rowsOf(await ingestLocally([A])));
    expect(await world.receive('inbox')).toHaveLength(1);
  });

  describeWith(['shared'], 'with real logs', () => {
    it('turns real objects of the trail into the rows a laptop makes of them', async () => {
      const folder = join(SHARED, 'corpora', 'aws-cloudtrail');
      const objects = readdirSync(folder)
        .filter((name) => /^invictus.*\.json(\.gz)?$/.test(name))
        .slice(0, 6)
        .map((name) => ({
          key: `AWSLogs/1/CloudTrail/x/2024/08/12/${name}`,
          body: readFileSync(join(folder, name)),
        }));
      const told = await put(objects);

      expect(await normalize(told)).toEqual(DONE);

      expect(told).toHaveLength(objects.length);
      expect(await rows()).toEqual(await rowsOf(await ingestLocally(objects)));
    });
  });
});
