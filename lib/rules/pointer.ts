import type { KeyObject } from 'node:crypto';
import { type JsonObject, list, number, object, text } from '../json';
import { fail, ok, type Result } from '../result';
import { checkSignature, signText } from './signature';

/** Which published bundle is in force. */
export interface Pointer {
  readonly version: string;
  /**
   * Grows with every publication, a rollback to an earlier version among them: seconds since the epoch when it was
   * published, or one more than the last. A pointer whose sequence is lower than one seen before is a replay.
   */
  readonly sequence: number;
  /** Versions that were in force before, the last first: what a rollback goes back to. */
  readonly earlier: readonly string[];
}

/** A signed pointer is smaller. */
export const POINTER_BYTES = 4096;
export const MAX_EARLIER = 20;

const VERSION = /^[0-9a-f]{32}$/;

/** @param place name of the bucket: elsewhere, such as in another environment's, the pointer holds for nothing */
export function signPointer(pointer: Pointer, place: string, key: KeyObject): Uint8Array {
  const { version, sequence, earlier } = pointer;
  const document = {
    format: 1,
    version,
    sequence,
    published: publishedAt(pointer),
    earlier,
    ...signText('rule pointer', signedText(pointer, place), key),
  };
  return Buffer.from(`${JSON.stringify(document, undefined, 2)}\n`);
}

/** The pointer, when one of the keys signed it for this place. Never throws. */
export function readPointer(bytes: Uint8Array, place: string, keys: readonly KeyObject[]): Result<Pointer> {
  const document = parse(bytes);
  const pointer = document && pointerOf(document);
  if (!pointer) {
    return fail('is no pointer of format 1');
  }
  const broken = checkSignature('rule pointer', signedText(pointer, place), document, keys);
  return broken === undefined ? ok(pointer) : fail(broken);
}

/** ISO 8601, to the second: for people. */
export function publishedAt({ sequence }: Pick<Pointer, 'sequence'>): string {
  return new Date(sequence * 1000).toISOString().replace('.000Z', 'Z');
}

function pointerOf({ format, version, sequence, earlier }: JsonObject): Pointer | undefined {
  const [named, count, before] = [text(version), number(sequence), list(earlier).map(text)];
  return format === 1 &&
    named !== undefined &&
    VERSION.test(named) &&
    count !== undefined &&
    Number.isSafeInteger(count) &&
    count > 0 &&
    count < MAX_SEQUENCE &&
    before.length <= MAX_EARLIER &&
    before.every((one) => one !== undefined && VERSION.test(one))
    ? { version: named, sequence: count, earlier: before.flatMap((one) => one ?? []) }
    : undefined;
}

/** The year 9999: what a date can say. */
const MAX_SEQUENCE = 253_402_300_800;

/** Every value is of one form, so that no two pointers have the same text. */
function signedText({ version, sequence, earlier }: Pointer, place: string): string {
  return [place, version, sequence, ...earlier].join('\n');
}

function parse(bytes: Uint8Array): JsonObject | undefined {
  try {
    return object(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch {
    return undefined;
  }
}
