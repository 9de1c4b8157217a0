import type { Part, SigmaValue } from '../value';

/** An address that masking always takes for a person's, for blocks: one of them is in some events. */
const SOME_ADDRESS = '192.0.2.1';

/**
 * Texts that events which a pattern matches may hold, to be shown to the masker: each literal as it is, and with
 * something in the place of its wildcards.
 */
export function literalsOf(value: SigmaValue): readonly string[] {
  switch (value.kind) {
    case 'string': {
      const filled = [fill(value.parts, ''), fill(value.parts, 'x')];
      return filled.some((text) => text.includes('@')) ? [...filled, fill(value.parts, 'x.com')] : filled;
    }
    case 'regex':
      return [value.pattern.replaceAll('\\', '')];
    case 'cidr':
      return [SOME_ADDRESS];
    case 'expansion':
      return value.of.flatMap(literalsOf);
    case 'number':
      return [value.text];
    default:
      return [];
  }
}

function fill(parts: readonly Part[], by: string): string {
  return parts.map((part) => (typeof part === 'string' ? part : by)).join('');
}
