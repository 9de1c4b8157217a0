import { Buffer } from 'node:buffer';
import { fail, ok, type Result } from '../../result';
import { plain, plainText, type SigmaValue, type StringValue } from '../value';
import { eachString, type Modifier } from './modifier';

/** The value's bytes in Base64. */
export const base64 = eachString((value) => {
  const bytes = bytesOf(value);
  return bytes.ok ? ok(plain(bytes.value.toString('base64'))) : bytes;
});

/**
 * What of the value's Base64 stays the same wherever in a longer encoded text it stands: one form for each of the
 * three positions a byte can have in a group of four characters. To be followed by `contains`.
 */
export const base64offset = eachString((value): Result<SigmaValue> => {
  const bytes = bytesOf(value);
  if (!bytes.ok) {
    return bytes;
  }
  const of = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes.value]).toString('base64');
    const tail = (bytes.value.length + offset) % 3;
    return plain(encoded.slice([0, 2, 3][offset], encoded.length - (tail === 0 ? 0 : tail === 1 ? 3 : 2)));
  });
  return ok({ kind: 'expansion', of });
});

/** UTF-16, little-endian. */
export const utf16le = utf16((text) => Buffer.from(text, 'utf16le'));

/** UTF-16, big-endian. */
export const utf16be = utf16((text) => Buffer.from(text, 'utf16le').swap16());

/** UTF-16, little-endian, led by its byte order mark. */
export const utf16bom = utf16((text) => Buffer.from(text, 'utf16le'), '\xff\xfe');

function utf16(encode: (text: string) => Buffer, mark = ''): Modifier {
  return eachString((value) => {
    const [first, ...rest] = value.parts.map((part) =>
      typeof part === 'string' ? encode(part).toString('latin1') : part,
    );
    const led =
      typeof first === 'string' ? [mark + first] : [mark, first ?? ''].filter((part) => part !== '');
    return ok({ ...value, raw: undefined, bytes: true, parts: [...led, ...rest] });
  });
}

function bytesOf(value: StringValue): Result<Buffer> {
  const text = plainText(value);
  return text === undefined
    ? fail('cannot encode wildcards: escape them (\\*, \\?), and put contains after the encoding')
    : ok(Buffer.from(text, value.bytes ? 'latin1' : 'utf8'));
}
