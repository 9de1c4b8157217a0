import { type FindingPlace, finding, span, type TrailFinding } from './finding';
import type { JudgedDigest } from './judge';
import { parseDigestName, parseTrailObject } from './object-key';
import { includesDigest, type TimeSpan, type TrailWindow } from './time-span';

const HOUR = 3600 * 1e6;

/** A run of digests of one trail, each naming the one before. */
export interface Chain extends TimeSpan {
  readonly from: number;
  readonly digests: number;
}

/** Time between two chains. `restarted`: a signed first digest says so. `lost`: digests are missing. */
export interface Gap extends TimeSpan {
  readonly why: 'restarted' | 'lost';
}

/** The digests of one trail in one account and region that can be used, oldest first, and what surrounds them. */
export interface TrailDigests {
  readonly place: Omit<FindingPlace, 'key'>;
  readonly backfill: boolean;
  readonly usable: readonly JudgedDigest[];
  /** Whether an object stands at a key, whatever it holds: it has its own finding. */
  readonly present: (key: string) => boolean;
  /** Whether a usable digest claims the key. */
  readonly known: (key: string) => boolean;
}

export interface ChainView {
  readonly chains: readonly Chain[];
  readonly gaps: readonly Gap[];
  readonly lost: readonly TimeSpan[];
  readonly missing: number;
  readonly findings: readonly TrailFinding[];
}

interface Link {
  readonly kind: 'follows' | 'starts' | 'lost';
  readonly gap?: Gap;
  readonly missing?: number;
  readonly findings?: readonly TrailFinding[];
}

/** Follows the links of a trail's digests and tells chains, explained gaps and broken ones apart. */
export function followChain(trail: TrailDigests, bucket: string, window: TrailWindow): ChainView {
  const chains: { from: number; to: number; digests: number }[] = [];
  const links: Link[] = [];
  for (const [at, next] of trail.usable.entries()) {
    const link = readLink(trail, trail.usable[at - 1], next, { bucket, window });
    const { start, end } = next.file.digest;
    const current = chains.at(-1);
    if (link.kind === 'follows' && current !== undefined) {
      current.to = end;
      current.digests += 1;
    } else {
      chains.push({ from: start, to: end, digests: 1 });
    }
    links.push(link);
  }
  const gaps = links.flatMap((link) => link.gap ?? []);
  return {
    chains,
    gaps,
    lost: gaps.filter(({ why }) => why === 'lost'),
    missing: links.reduce((sum, link) => sum + (link.missing ?? 0), 0),
    findings: links.flatMap((link) => link.findings ?? []),
  };
}

interface LinkContext {
  readonly bucket: string;
  readonly window: TrailWindow;
}

function readLink(
  trail: TrailDigests,
  before: JudgedDigest | undefined,
  next: JudgedDigest,
  { bucket, window }: LinkContext,
): Link {
  const { digest } = next.file;
  const { previous } = digest;
  const place = { ...trail.place, key: digest.key };
  const micros = digest.end;
  if (previous === undefined) {
    return restart(trail, before, next);
  }
  if (previous.bucket !== bucket) {
    const text = {
      expected: `bucket ${bucket}`,
      found: `the digest before is in ${previous.bucket}`,
      micros,
    };
    return { kind: 'starts', findings: [finding('previous-elsewhere', place, text)] };
  }
  if (previous.key === before?.file.digest.key) {
    const same = before.signature?.toLowerCase() === previous.signature.toLowerCase();
    if (same || before.signature === undefined) {
      return { kind: 'follows' };
    }
    const text = {
      expected: `signature ${before.signature}`,
      found: `signature ${previous.signature}`,
      micros,
    };
    return { kind: 'follows', findings: [finding('chain-broken', place, text)] };
  }
  if (trail.known(previous.key)) {
    return trail.backfill || before === undefined ? { kind: 'starts' } : forked(place, before, next);
  }
  return lostLink(trail, before, next, window);
}

function restart(trail: TrailDigests, before: JudgedDigest | undefined, next: JudgedDigest): Link {
  if (before === undefined || trail.backfill) {
    return { kind: 'starts' };
  }
  const { key, start, end } = next.file.digest;
  const from = before.file.digest.end;
  const text = {
    expected: 'a chain without end',
    found: `a new chain; none from ${span(from, start)}`,
    micros: end,
  };
  return {
    kind: 'starts',
    gap: { from, to: start, why: 'restarted' },
    findings: [finding('trail-restarted', { ...trail.place, key }, text)],
  };
}

function forked(place: FindingPlace, before: JudgedDigest, next: JudgedDigest): Link {
  const text = {
    expected: `previous digest ${before.file.digest.key}`,
    found: `previous digest ${next.file.digest.previous?.key}`,
    micros: next.file.digest.end,
  };
  return { kind: 'starts', findings: [finding('chain-broken', place, text)] };
}

/** The digest before is not there, or not as it was: unless the window begins after it. */
function lostLink(
  trail: TrailDigests,
  before: JudgedDigest | undefined,
  next: JudgedDigest,
  window: TrailWindow,
): Link {
  const { digest } = next.file;
  const key = digest.previous?.key ?? '';
  const object = parseTrailObject(key);
  const to = (object && parseDigestName(object)?.end) ?? digest.start;
  if (!includesDigest(window, to)) {
    return { kind: 'starts' };
  }
  const from = before?.file.digest.end;
  const gap: Gap = { from, to, why: 'lost' };
  if (trail.present(key)) {
    return { kind: 'lost', gap };
  }
  const count = from === undefined ? 1 : Math.max(1, Math.round((to - from) / HOUR));
  const found = `nothing; no digest from ${span(from, to)}`;
  const text = { expected: `the digest before ${digest.key}`, found, micros: to };
  const place = { ...trail.place, key };
  return {
    kind: 'lost',
    gap,
    missing: count,
    findings: [finding('digest-deleted', place, count > 1 ? { ...text, count } : text)],
  };
}
