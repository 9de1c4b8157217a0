import type { Discovery } from './discover';
import { finding, type TrailFinding } from './finding';
import { DIGEST_FOLDER, parseTrailObject } from './object-key';

/** Objects in an account's CloudTrail folders that are in no region's: CloudTrail writes none there. */
export function misplacedFindings({ misplaced }: Discovery, bucket: string): TrailFinding[] {
  return misplaced.map((key) => {
    const object = parseTrailObject(key);
    const kind = object?.folder === DIGEST_FOLDER ? 'digest-injected' : 'log-injected';
    const text = { expected: 'folders of regions only', found: 'an object outside of them' };
    return finding(kind, { bucket, key, account: object?.account }, text);
  });
}

export function misplacedLogs({ misplaced }: Discovery): string[] {
  return misplaced.filter((key) => parseTrailObject(key)?.folder !== DIGEST_FOLDER);
}

/** Digests that stand outside the digest folders of regions; a missing one may be among them. */
export function outsideDigests({ misplaced, elsewhere }: Discovery): string[] {
  return [...misplaced, ...elsewhere].filter((key) => key.includes(DIGEST_FOLDER));
}
