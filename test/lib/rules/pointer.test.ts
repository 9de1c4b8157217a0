import fc from 'fast-check';
import { MAX_EARLIER, POINTER_BYTES, readPointer, signPointer } from '../../../lib/rules/pointer';
import { referenceRole } from '../../../lib/rules/reference-file';
import { OWN } from './published-support';

const version = fc
  .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 })
  .map((digits) => digits.join(''));
const pointer = fc.record({
  version,
  sequence: fc.integer({ min: 1, max: 253_402_300_799 }),
  earlier: fc.array(version, { maxLength: MAX_EARLIER }),
});
const keys = [OWN.publicKey];

test('a signed pointer is read as it was, and is small', () => {
  fc.assert(
    fc.property(pointer, (one) => {
      const bytes = signPointer(one, 'bundles', OWN.privateKey);

      expect(readPointer(bytes, 'bundles', keys)).toEqual({ ok: true, value: one });
      expect(bytes.length).toBeLessThan(POINTER_BYTES);
    }),
  );
});

test('no two pointers share a signature', () => {
  fc.assert(
    fc.property(pointer, pointer, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      const { signature } = JSON.parse(Buffer.from(signPointer(one, 'bundles', OWN.privateKey)).toString());
      const swapped = {
        ...JSON.parse(Buffer.from(signPointer(other, 'bundles', OWN.privateKey)).toString()),
        signature,
      };

      expect(readPointer(Buffer.from(JSON.stringify(swapped)), 'bundles', keys).ok).toBe(false);
    }),
  );
});

test('nothing that is found in its place makes it throw, or is taken for one', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        expect(readPointer(bytes, 'bundles', keys).ok).toBe(false);
      },
    ),
  );
});

test.each([
  ['users.csv', 'users'],
  ['users.yaml', 'users'],
  ['accounts.yml', 'accounts'],
  ['suppressions.yaml', 'suppressions'],
  ['GeoLite2-City.mmdb', 'geo'],
  ['sub/x.mmdb', undefined],
  ['suppressions.csv', undefined],
  ['my-users.csv', undefined],
])('%s is read as %s', (name, role) => {
  expect(referenceRole(name)).toBe(role);
});
