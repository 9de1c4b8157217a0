import { gunzipSync, gzipSync } from 'node:zlib';
import { EPOCH, HOUR, logKey, type MadeDigest, MINUTE, makeKey, putDigest } from './generate-trail';
import type { MemoryTrailStore } from './memory-trail-store';
import type { World } from './world';

/** Picks items by chance, the same for the same seed. */
export interface Chance {
  pick<Item>(items: readonly Item[]): Item;
}

/** Alters the store and returns the alarms that must be raised, as `kind key`, and no others. */
export type Tamper = (store: MemoryTrailStore, world: World, chance: Chance) => readonly string[];

const forger = makeKey('forger');
const logsOf = ({ digests }: World) => digests.flatMap(({ logs }) => logs);
const rewritten = (body: Buffer, change: (text: string) => string) =>
  gzipSync(change(gunzipSync(body).toString('utf8')));
/** The hour of a digest that is lost: its log files can no longer be proven. */
const unproven = ({ logs }: MadeDigest) => logs.map((log) => `log-unproven ${log}`);
const followed = ({ digests }: World) => digests.filter(({ last }) => !last);
const newest = ({ digests }: World) => digests.filter(({ last }) => last);

function changeLog(change: (body: Buffer) => Buffer): Tamper {
  return (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    store.put(log, change(store.get(log).body));
    return [`log-modified ${log}`];
  };
}

function changeDigest(change: (body: Buffer) => Buffer): Tamper {
  return (store, world, chance) => {
    const digest = chance.pick(followed(world));
    const { body, metadata } = store.get(digest.key);
    store.put(digest.key, change(body), metadata);
    return [`digest-modified ${digest.key}`, ...unproven(digest)];
  };
}

/** Drops the last log file from a digest's list, as one who deletes that log file would. */
function withoutLogs(text: string): Record<string, unknown> {
  return { ...JSON.parse(text), logFiles: [] };
}

function two<Item>(items: readonly Item[], chance: Chance): readonly [Item, Item] {
  const first = chance.pick(items);
  return [first, chance.pick(items.filter((item) => item !== first))];
}

function injectLog(name: (key: string) => string): Tamper {
  return (store, world, chance) => {
    const plan = chance.pick(world.plans);
    const hour = chance.pick([0, 1, 2, 5, 6]);
    const key = name(logKey(plan, EPOCH + hour * HOUR + 20 * MINUTE, 'Injected'));
    store.put(key, gzipSync('{"Records":[{"eventName":"Nothing"}]}'));
    return [`log-injected ${key}`];
  };
}

export const LOG_TAMPERS: Readonly<Record<string, Tamper>> = {
  'an event changed': changeLog((body) => rewritten(body, (text) => text.replace('eventID', 'eventId'))),
  'a gzip member appended': changeLog((body) => Buffer.concat([body, gzipSync('{"Records":[]}')])),
  'bytes appended': changeLog((body) => Buffer.concat([body, Buffer.from('more')])),
  'the file cut short': changeLog((body) => body.subarray(0, body.length - 9)),
  'the file emptied': changeLog(() => Buffer.alloc(0)),
  'the file inflated in place': changeLog((body) => gunzipSync(body)),
  'the file deleted': (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    store.objects.delete(log);
    return [`log-deleted ${log}`];
  },
  'the file moved to another day': (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    store.move(log, log.replace('/2024/08/12/', '/2024/08/13/'));
    return [`log-moved ${log}`];
  },
  'the file moved to another account': (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    const [from, to] = log.includes('/111122223333/')
      ? ['111122223333', '444455556666']
      : ['444455556666', '111122223333'];
    store.move(log, log.replace(`/${from}/`, `/${to}/`));
    return [`log-moved ${log}`];
  },
  'the file renamed': (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    store.move(log, log.replace('Ab.json.gz', 'Zz.json.gz'));
    return [`log-moved ${log}`];
  },
  'the file moved out of the trail': (store, world, chance) => {
    const log = chance.pick(logsOf(world));
    store.move(log, `old/${log.split('/').at(-1)}`);
    return [`log-moved ${log}`];
  },
  'two files swapped': (store, world, chance) => {
    const [a, b] = two(logsOf(world), chance);
    store.swap(a, b);
    return [`log-swapped ${a}`, `log-swapped ${b}`];
  },
  'a file put in the place of another': (store, world, chance) => {
    const [a, b] = two(logsOf(world), chance);
    store.put(a, store.get(b).body);
    return [`log-swapped ${a}`];
  },
  'a file injected': injectLog((key) => key),
  'a file injected under a name that is none': injectLog((key) => key.replace(/[^/]+$/, 'extra.json')),
  'a file injected beside the regions': injectLog((key) => key.replace(/CloudTrail\/.*\//, 'CloudTrail/')),
  'a copy injected': (store, world, chance) => {
    const log = chance.pick(logsOf(world).filter((key) => /T0[0-26]/.test(key)));
    const copy = log.replace('Ab.json.gz', 'Copy.json.gz');
    store.put(copy, store.get(log).body);
    return [`log-injected ${copy}`];
  },
};

export const DIGEST_TAMPERS: Readonly<Record<string, Tamper>> = {
  'a log struck from a digest': changeDigest((body) =>
    rewritten(body, (text) => JSON.stringify(withoutLogs(text))),
  ),
  'a digest cut short': changeDigest((body) => body.subarray(0, body.length >> 1)),
  'a digest that is no JSON': changeDigest(() => gzipSync('not json')),
  'a digest that is no digest': changeDigest(() => gzipSync('{"__proto__":{"logFiles":[]}}')),
  'a digest that is a bomb': changeDigest(() => gzipSync(Buffer.alloc(3_000_000, ' '))),
  'a digest with an unknown key': changeDigest((body) =>
    rewritten(body, (text) =>
      text.replace(/"digestPublicKeyFingerprint": "[^"]*"/, '"digestPublicKeyFingerprint": "zz"'),
    ),
  ),
  'a digest of today under a newer key': changeDigest((body) =>
    rewritten(body, (text) => text.replace(/"(e|w)1"/, '"$12"').replace('"logFiles"', '"logFiles" ')),
  ),
  'a digest signed again by a forger': (store, world, chance) => {
    const digest = chance.pick(followed(world).filter(({ logs }) => logs.length > 0));
    const text = gunzipSync(store.get(digest.key).body).toString('utf8');
    putDigest(store, digest.key, withoutLogs(text), forger);
    return [`digest-modified ${digest.key}`, ...unproven(digest)];
  },
  'the newest digest changed': (store, world, chance) => {
    const digest = chance.pick(newest(world));
    const { body, metadata } = store.get(digest.key);
    store.put(
      digest.key,
      rewritten(body, (text) => `${text} `),
      metadata,
    );
    return [`signature-invalid ${digest.key}`, ...unproven(digest)];
  },
  'a signature changed': (store, world, chance) => {
    const { key, signature } = chance.pick(followed(world));
    const flipped = `${signature.startsWith('0') ? '1' : '0'}${signature.slice(1)}`;
    store.put(key, store.get(key).body, { signature: flipped });
    return [`signature-invalid ${key}`];
  },
  'a digest deleted': (store, world, chance) => {
    const digest = chance.pick(followed(world));
    store.objects.delete(digest.key);
    return [`digest-deleted ${digest.key}`, ...unproven(digest)];
  },
  'two digests in a row deleted': (store, world, chance) => {
    const at = (each: MadeDigest) => world.digests.indexOf(each);
    const later = chance.pick(followed(world).filter(({ first }) => !first));
    const earlier = world.digests[at(later) - 1] ?? later;
    for (const { key } of [earlier, later]) {
      store.objects.delete(key);
    }
    return [`digest-deleted ${later.key}`, ...unproven(earlier), ...unproven(later)];
  },
  'a digest moved to another day': (store, world, chance) => {
    const { key } = chance.pick(world.digests);
    const to = key.replace('/2024/08/12/', '/2024/08/11/');
    store.move(key, to);
    return [`digest-moved ${to}`];
  },
  'a digest moved to another account': (store, world, chance) => {
    const digest = chance.pick(world.digests);
    const other = chance.pick(world.plans.filter(({ region }) => region !== digest.plan.region));
    const to = digest.key
      .replace(`/${digest.plan.account}/`, `/${other.account}/`)
      .replace(`/${digest.plan.region}/`, `/${other.region}/`);
    store.move(digest.key, to);
    return [`digest-moved ${to}`];
  },
  'a digest moved out of the trail': (store, world, chance) => {
    const { key } = chance.pick(world.digests);
    const to = `old/${key.split('/').at(-1)}`;
    store.move(key, to);
    return [`digest-moved ${to}`];
  },
  'two digests swapped, of any account': (store, world, chance) => {
    const [a, b] = two(world.digests, chance);
    store.swap(a.key, b.key);
    return [`digest-moved ${a.key}`, `digest-moved ${b.key}`];
  },
  'an older digest played again': (store, world, chance) => {
    const newer = chance.pick(world.digests.filter(({ hour, last }) => hour > 4 && !last));
    const older = chance.pick(world.digests.filter(({ hour }) => hour < 3));
    store.objects.set(newer.key, store.get(older.key));
    return [`digest-moved ${newer.key}`, ...unproven(newer)];
  },
  'an object put among the digests': (store, world, chance) => {
    const key = chance.pick(world.digests).key.replace(/[^/]+$/, 'readme.json.gz');
    store.put(key, gzipSync('{}'));
    return [`digest-injected ${key}`];
  },
};
