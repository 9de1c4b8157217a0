import { generateKeyPairSync } from 'node:crypto';
import { AWS, HEAD, problemsOf, resolved } from './support';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const BASE64 = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const bundleOf = (text: string) =>
  resolved(`${HEAD}detections: { bundle: ${text} }\n${AWS}`).detections.bundle;
const problems = (text: string) => problemsOf(`${HEAD}detections: { bundle: ${text} }\n${AWS}`);

describe('detections.bundle', () => {
  it('left out lets nobody publish', () => {
    expect(resolved(`${HEAD}${AWS}`).detections.bundle).toBeUndefined();
  });

  it('is looked for every five minutes, and as old as it likes', () => {
    expect(bundleOf(`{ keys: [${BASE64}] }`)).toEqual({ keys: [BASE64], everyMinutes: 5, leastSequence: 0 });
  });

  it('takes keys in PEM, and a time that nothing may be older than', () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const text = `{ keys: [${JSON.stringify(pem)}], refresh_minutes: 60, not_before: 2026-11-23T10:00:00Z }`;

    expect(bundleOf(text)).toEqual({
      keys: [BASE64],
      everyMinutes: 60,
      leastSequence: Date.UTC(2026, 10, 23, 10) / 1000,
    });
  });

  it('never quotes a private key', () => {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const [problem = ''] = problems(`{ keys: [${JSON.stringify(pem)}] }`);

    expect(problem).toMatch(/^platform.yaml:5: detections.bundle.keys\[0\] is a private key/);
    expect(problem).not.toContain(pem.split('\n')[1]);
  });

  it.each([
    ['no key', '{ keys: [] }', 'detections.bundle.keys'],
    ['text for a key', '{ keys: [mine] }', 'detections.bundle.keys[0] is no public key'],
    [
      'a day that is none',
      `{ keys: [${BASE64}], not_before: '2026-02-31' }`,
      'must be a time of the calendar',
    ],
    ['too many looks', `{ keys: [${BASE64}], refresh_minutes: 0 }`, 'detections.bundle.refresh_minutes'],
  ])('is refused with %s', (_case, text, problem) => {
    expect(problems(text)).toEqual([expect.stringContaining(problem)]);
  });
});
