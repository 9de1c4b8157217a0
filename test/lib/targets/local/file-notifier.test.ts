import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NativeEvent } from '../../../../lib/alerts/formats/native-event';
import { createFileNotifier } from '../../../../lib/targets/local/file-notifier';
import { sampleMessage } from '../../alerts/formats/sample-message';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kumomori-outbox-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = () => join(folder, 'alerts', 'outbox.ndjson');
const send = (key: string, title = 'CloudTrail stopped') =>
  createFileNotifier(path()).send({
    channel: 'native',
    idempotencyKey: key,
    message: sampleMessage({ title }),
  });
const lines = () => readFileSync(path(), 'utf8').split('\n').slice(0, -1);
const keysIn = (text: readonly string[]) =>
  text.map((line) => (JSON.parse(line) as NativeEvent).detail.metadata.uid);

test('a message is a line: an event of the bus, with its key', async () => {
  expect(await send('k1')).toEqual({ outcome: 'sent' });
  await send('k2', 'two\nlines');

  expect(keysIn(lines())).toEqual(['k1', 'k2']);
  expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
    source: 'kumomori',
    detailType: 'Kumomori Alert Opened',
  });
});

test('a line that a crash cut short spoils no later one', async () => {
  await send('k1');
  appendFileSync(path(), '{"source":"kumomo');

  await send('k2');

  const [first = '', torn, second = ''] = lines();
  expect([keysIn([first, second]), torn]).toEqual([['k1', 'k2'], '{"source":"kumomo']);
});

test('many at once stand in lines of their own', async () => {
  const keys = Array.from({ length: 50 }, (_, i) => `k${i}`);

  await Promise.all(keys.map((key) => send(key)));

  const written = lines().filter((line) => line !== '');
  expect(keysIn(written).sort()).toEqual(keys.toSorted());
});

test('a file that was moved away is begun again', async () => {
  await send('k1');
  renameSync(path(), `${path()}.1`);

  await send('k2');

  expect(keysIn(lines())).toEqual(['k2']);
});
