import { maskText } from '../../../lib/pipeline/mask/mask-text';
import { scan } from '../../../lib/pipeline/mask/scan/scan';
import { bestSeconds } from '../measure';
import { packed, RUNS } from './lines';

/** The beginnings of all that is masked, without the rest that would make it a find. */
const BEGINNINGS: readonly string[] = [
  'a@',
  'a.b@',
  '@a.',
  'a@b.c ',
  '1.2.3.',
  '1.2.3.4.',
  '4111-1111-1111-',
  '4111 1111 1111 1112 ',
  '1234567890123456 ',
  '+81 ',
  '090-1234-',
  '123-45-',
  'fe80:',
  '::',
  '1:2:3:4:5:6:7:',
  'password=',
  'password: ',
  'token=x ',
  'eyJ',
  'eyJhbGciOiJIUzI1NiJ9.',
  'Bearer ',
  '-----BEGIN ',
  '-----BEGIN PRIVATE KEY',
  'AIza',
  'ghp_',
  'sk-',
  'xoxb-',
  'http://a:',
  '://a:b',
  '%40',
  '\\u0040',
  '%25',
  '０',
  'カード',
  'パスワード',
  'パスワード=',
  '-eyJ',
  '000-12-3456 ',
  '1234-5678-9012 ',
  '256.1.1.1 ',
  '::1 ',
  'password=true ',
  'password=arn:',
  'key=',
];

/** Finds of each kind, packed one after another. */
const FINDS: readonly (readonly [string, string])[] = [
  ['e-mail addresses', 'a@b.co '],
  ['card numbers', '4111-1111-1111-1111 '],
  ['telephone numbers', '090-1234-5678 '],
  ['IPv4 addresses', '203.0.113.9 '],
  ['IPv6 addresses', '2001:db8::1 '],
  ['social security numbers', '123-45-6789 '],
  ['My Numbers', '1234-5678-9018, '],
  ['secrets', 'password=abcd '],
  ['e-mail addresses behind escapes', 'a%40b.co '],
];

export interface MaskMeasurement {
  readonly what: string;
  readonly millis: number;
  readonly finds: number;
}

/** The scan of free text on lines of a million characters: the slowest without finds, and each kind of find packed. */
export async function measureMasking(): Promise<readonly MaskMeasurement[]> {
  let worst: MaskMeasurement = { what: '', millis: 0, finds: 0 };
  for (const piece of [...RUNS, ...BEGINNINGS]) {
    const measured = await measure(JSON.stringify(piece), packed(piece), scan);
    if (measured.finds < 10 && measured.millis > worst.millis) {
      worst = measured;
    }
  }
  const found: MaskMeasurement[] = [];
  for (const [what, piece] of FINDS) {
    found.push(await measure(what, packed(piece), maskText));
  }
  return [
    { ...worst, what: `without finds, the worst: ${worst.what} packed` },
    ...found.map((one) => ({ ...one, what: `packed with ${one.what}` })),
  ];
}

async function measure(
  what: string,
  line: string,
  work: (text: string) => unknown,
): Promise<MaskMeasurement> {
  const seconds = await bestSeconds(15, () => work(line));
  return { what, millis: seconds * 1000, finds: scan(line).length };
}
