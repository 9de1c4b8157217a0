import { compare } from '../compare';
import { type Chain, type ChainView, followChain, type TrailDigests } from './chain';
import type { DigestFile, UnreadDigest } from './digest-file';
import { finding, type TrailFinding } from './finding';
import { groupBy } from './group-by';
import { type JudgedDigest, judgeDigests, placeOf } from './judge';
import { DIGEST_FOLDER, type DigestName, parseDigestName, parseTrailObject } from './object-key';
import type { TrailKeys } from './public-keys';
import type { TimeSpan, TrailWindow } from './time-span';

/** One account and region of a bucket. */
export interface ScopePlace {
  readonly base: string;
  readonly account: string;
  readonly region: string;
}

/** The digests of one account and region, as found, and those found elsewhere that claim a place among them. */
export interface ScopeDigests {
  readonly files: readonly DigestFile[];
  readonly unread: readonly UnreadDigest[];
  readonly strays: readonly DigestFile[];
}

/** One trail (or its backfill chain) in one account and region. */
export interface TrailView extends ChainView {
  /** Of the trail within its account and region. */
  readonly id: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly backfill: boolean;
  readonly usable: readonly JudgedDigest[];
  readonly authentic: number;
  readonly unproven: number;
  /** Digests that were changed, are not at their place, or cannot be read. */
  readonly altered: number;
}

export interface DigestContext {
  readonly bucket: string;
  readonly keys: TrailKeys;
  readonly window: TrailWindow;
}

interface Sorted {
  /** The digests that can be used, by the place they claim. */
  readonly usable: ReadonlyMap<string, JudgedDigest>;
  /** Keys of all objects found in this account and region's digest folder. */
  readonly present: ReadonlySet<string>;
}

/** Judges the digests of an account and region and follows the chains of each trail. */
export function viewTrails(
  scope: ScopePlace,
  digests: ScopeDigests,
  context: DigestContext,
): readonly TrailView[] {
  const { files, unread, strays } = digests;
  const judged = judgeDigests([...files, ...strays], context.keys, context.bucket);
  const found = new Set(files);
  const sorted: Sorted = {
    usable: usableByPlace(judged, scope),
    present: new Set([...files, ...unread].map(({ object }) => object.key)),
  };
  const findings = [
    ...judged.filter(({ file }) => found.has(file)).flatMap((each) => each.findings),
    ...unread.map((each) => unreadFinding(each, context.bucket)),
  ];
  const findingsById = groupBy(findings, ({ key }) => idOf(nameOf(key)));
  const keysById = groupBy([...sorted.usable.keys(), ...sorted.present], (key) => idOf(nameOf(key)));
  return [...keysById]
    .sort(([a], [b]) => compare(a, b))
    .map(([id, keys]) => {
      const view = viewTrail(scope, new Set(keys), sorted, context);
      return { ...view, id, findings: [...view.findings, ...(findingsById.get(id) ?? [])] };
    });
}

function viewTrail(
  scope: ScopePlace,
  keys: ReadonlySet<string>,
  { usable, present }: Sorted,
  { bucket, window }: DigestContext,
): Omit<TrailView, 'id'> {
  const [first = ''] = keys;
  const name = nameOf(first);
  const own = [...keys].flatMap((key) => usable.get(key) ?? []);
  own.sort((a, b) => a.file.digest.end - b.file.digest.end);
  const displaced = [...keys].filter((key) => !usable.has(key));
  const backfill = name?.backfill ?? false;
  const chain: TrailDigests = {
    place: { bucket, account: scope.account, region: scope.region, trail: name?.trail },
    backfill,
    usable: own,
    present: (key) => present.has(key),
    known: (key) => usable.has(key),
  };
  const view = followChain(chain, bucket, window);
  return {
    ...view,
    trail: name?.trail ?? '',
    homeRegion: name?.homeRegion ?? '',
    backfill,
    usable: own,
    authentic: own.filter(({ verdict }) => verdict === 'authentic').length,
    unproven: own.filter(({ verdict }) => verdict === 'unproven').length,
    altered: displaced.length,
    lost: [...view.lost, ...lostTimes(displaced, view.chains)],
  };
}

/** Digests that claim a place in this account and region: an authentic one first, then the one that stands there. */
function usableByPlace(
  judged: readonly JudgedDigest[],
  scope: ScopePlace,
): ReadonlyMap<string, JudgedDigest> {
  const usable = new Map<string, JudgedDigest>();
  for (const each of judged) {
    const { object, digest } = each.file;
    const other = usable.get(digest.key);
    const better =
      other === undefined || other.verdict === each.verdict
        ? other === undefined || object.key === digest.key
        : each.verdict === 'authentic';
    if (each.verdict !== 'false' && better && belongs(digest.key, scope)) {
      usable.set(digest.key, each);
    }
  }
  return usable;
}

/** Whether a key is a place in this account's and region's digest folder. */
export function belongs(key: string, scope: ScopePlace): boolean {
  const object = parseTrailObject(key);
  return object?.folder === DIGEST_FOLDER && object.base === scope.base && object.region === scope.region;
}

function nameOf(key: string): DigestName | undefined {
  const object = parseTrailObject(key);
  return object && parseDigestName(object);
}

function idOf(name: DigestName | undefined): string {
  return name === undefined ? '' : `${name.trail}\n${name.homeRegion}\n${name.backfill}`;
}

/** The trail's name in an id. */
export function trailName(id: string): string {
  return id.split('\n', 1)[0] ?? '';
}

/** The hours of digests that are not at their place, back to the last that can be used. */
function lostTimes(keys: readonly string[], chains: readonly Chain[]): TimeSpan[] {
  const ends = keys.map((key) => nameOf(key)?.end).filter((end) => end !== undefined);
  return ends.map((to) => {
    const before = chains.filter((chain) => chain.from < to).map((chain) => Math.min(chain.to, to));
    return { from: before.length === 0 ? undefined : Math.max(...before), to };
  });
}

function unreadFinding(unread: UnreadDigest, bucket: string): TrailFinding {
  const { problem, storage, name } = unread;
  const kind = storage ? 'object-unreadable' : name === undefined ? 'digest-injected' : 'digest-modified';
  const expected = name === undefined && !storage ? 'digests only' : 'a digest';
  return finding(kind, placeOf(unread, bucket), { expected, found: problem, micros: name?.end });
}
