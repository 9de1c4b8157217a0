/** Data that breaks the format (RFC 8878). Thrown inside the decoder only; its edge turns it into a reason. */
export class CorruptZstd extends Error {}

export function corrupt(what: string): never {
  throw new CorruptZstd(what);
}
