import { type DigestFile, readDigests } from './digest-file';
import { type Discovery, listDigests, type Scope, scopeId } from './discover';
import { finding, type TrailFinding } from './finding';
import { groupBy } from './group-by';
import { outsideDigests } from './misplaced';
import { DIGEST_FOLDER, parseTrailObject } from './object-key';
import { includesDigest } from './time-span';
import { type ScopeResult, type TrailContext, verifyScope } from './verify-scope';

/** Digests found where they do not belong, by the account and region that they claim. */
type Strays = ReadonlyMap<string, readonly DigestFile[]>;

/** Each account and region by itself, then again those whose digests were found in another one's folder. */
export async function verifyScopes(
  discovery: Discovery,
  context: TrailContext,
): Promise<readonly ScopeResult[]> {
  const { store, limits } = context;
  const outside = byClaim((await readDigests(store, outsideDigests(discovery), limits)).files, context);
  const results = new Map<string, ScopeResult>();
  const strays: DigestFile[] = [];
  for (const [id, scope] of discovery.scopes) {
    const { result, foreign } = await verifyOne(scope, [], outside, context);
    results.set(id, result);
    strays.push(...foreign);
  }
  for (const [id, others] of byClaim(strays, context)) {
    const scope = discovery.scopes.get(id);
    if (scope !== undefined) {
      results.set(id, (await verifyOne(scope, others, outside, context)).result);
    }
  }
  return [...results.values()];
}

async function verifyOne(
  scope: Scope,
  others: readonly DigestFile[],
  outside: Strays,
  context: TrailContext,
): Promise<{ readonly result: ScopeResult; readonly foreign: readonly DigestFile[] }> {
  const id = scopeId(scope);
  const keys = await listDigests(context.store, scope, context.window);
  const read = await readDigests(context.store, keys, context.limits);
  const away = outside.get(id) ?? [];
  const result = await verifyScope(scope, { ...read, strays: [...others, ...away] }, context);
  const moved = away.filter((file) => result.homed.includes(file)).map((file) => movedAway(file, scope));
  return {
    result: { ...result, findings: [...result.findings, ...moved] },
    foreign: read.files.filter((file) => claimOf(file) !== id),
  };
}

/** A digest that is missing at its place and was found outside the digest folders. */
function movedAway({ object, digest }: DigestFile, { account, region }: Scope): TrailFinding {
  const place = { bucket: digest.bucket, key: object.key, account, region };
  const text = { expected: digest.key, found: object.key, micros: digest.end };
  return finding('digest-moved', place, text);
}

function byClaim(files: readonly DigestFile[], { window }: TrailContext): Strays {
  return groupBy(
    files.filter(({ digest }) => includesDigest(window, digest.end)),
    claimOf,
  );
}

function claimOf({ digest }: DigestFile): string {
  const object = parseTrailObject(digest.key);
  return object?.folder === DIGEST_FOLDER ? scopeId(object) : '';
}
