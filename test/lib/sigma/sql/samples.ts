import type { JsonValue } from '../../../../lib/json';
import type { CharSet, RegexNode } from '../../../../lib/sigma/regex/syntax';
import type { Part, SigmaValue } from '../../../../lib/sigma/value';

/** Values that meet a value of a rule, and values that just do not: each engine must tell them apart alike. */
export function samplesOf(value: SigmaValue): readonly JsonValue[] {
  switch (value.kind) {
    case 'string':
      return around([fill(value.parts, '', 'q'), fill(value.parts, `%_\\'"é`, 'Q')]);
    case 'number':
      return [value.value, value.text, value.value + 1, `${value.text}0`, ` ${value.text}`];
    case 'boolean':
      return [value.value, !value.value, String(value.value), String(value.value).toUpperCase(), 1, 0];
    case 'null':
      return [null, '', 'null', 0];
    case 'exists':
      return [null, '', 'x', []];
    case 'regex': {
      const [least, more] = [sampleOf(value.syntax, 0), sampleOf(value.syntax, 1)];
      return [...around([least, more]), `${least}\n`, `\n${more}`];
    }
    case 'cidr': {
      const network = value.text.split('/')[0] ?? '';
      return [
        network,
        `${network} `,
        network.toUpperCase(),
        '203.0.113.77',
        '10.0.0.1',
        '2001:db8::1',
        '::ffff:10.1.2.3',
      ];
    }
    case 'compare':
      return [0, 1, -1].flatMap((step) => [value.value + step, `${value.value + step}`]).concat('x', '0x10');
    case 'timepart':
      return ['2024-08-12T10:30:00Z', '2024-12-30T23:59:59.999Z', 1723458600000, 'x'];
    case 'fieldref':
      return ['x', 'X', 'xy'];
    case 'expansion':
      return value.of.slice(0, 4).flatMap(samplesOf);
  }
}

function around(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    `${text}x`,
    `x${text}`,
    text.slice(1),
    text.slice(0, -1),
    text.replace(/[*?%_\\]/g, 'z'),
  ]);
}

function fill(parts: readonly Part[], many: string, one: string): string {
  return parts.map((part) => (typeof part === 'string' ? part : part.wild === '*' ? many : one)).join('');
}

/** A text that a pattern finds, its repetitions as few as can be, or more. */
function sampleOf(node: RegexNode, more: number): string {
  switch (node.kind) {
    case 'set':
      return charOf(node.set, more);
    case 'concat':
      return node.of.map((part) => sampleOf(part, more)).join('');
    case 'alternation': {
      const chosen = node.of[more === 0 ? 0 : node.of.length - 1];
      return chosen ? sampleOf(chosen, more) : '';
    }
    case 'repeat':
      return sampleOf(node.of, more).repeat(Math.min(node.min + more, node.max ?? Number.POSITIVE_INFINITY));
    default:
      return '';
  }
}

/** A printable one, where the set has any. */
function charOf(set: CharSet, more: number): string {
  const codes = [97, 120, 65, 48, 46, 32, 45, 233].filter((code) =>
    set.some(([low, high]) => low <= code && code <= high),
  );
  return String.fromCharCode(codes[more === 0 ? 0 : codes.length - 1] ?? set[0]?.[0] ?? 97);
}
