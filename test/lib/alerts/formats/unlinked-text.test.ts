import fc from 'fast-check';
import { inert, unlinked, unlinkedStrictly } from '../../../../lib/alerts/formats/unlinked-text';
import { hostileText } from './sample-message';

describe('unlinked text', () => {
  it.each([
    ['https://evil.example/a', 'https[:]//evil.example/a'],
    ['HTTPS://x', 'HTTPS[:]//x'],
    ['a://b://c', 'a[:]//b[:]//c'],
    ['www.evil.example', 'www[.]evil.example'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    ['mailto:a@b.example', 'mailto[:]a@b.example'],
    ['ask @here now', 'ask [@]here now'],
    ['@channel', '[@]channel'],
    ['(@everyone)', '([@]everyone)'],
    ['@雲守', '[@]雲守'],
  ])('writes %s as %s', (text, expected) => {
    expect(unlinked(text)).toBe(expected);
  });

  it.each(['alice@corp.example', 'arn:aws:iam::111122223333:user/alice', '2001:db8::1', '10:30:00', 'a @ b'])(
    'leaves %s as it is',
    (text) => {
      expect(unlinked(text)).toBe(text);
    },
  );

  it('has no scheme, www or mention left, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(unlinked(text)).not.toMatch(/:\/\/|\bwww\.|\b(javascript|mailto|data):|(^|\s|[<({])@\w/i);
      }),
    );
  });
});

describe('strictly unlinked text', () => {
  it.each([
    ['evil.example', 'evil[.]example'],
    ['sts.amazonaws.com', 'sts[.]amazonaws[.]com'],
    ['alice@corp.example', 'alice@corp[.]example'],
    ['203.0.113.7', '203.0.113.7'],
    ['v1.2', 'v1.2'],
    ['Done. Next', 'Done. Next'],
  ])('writes %s as %s', (text, expected) => {
    expect(unlinkedStrictly(text)).toBe(expected);
  });
});

describe('inert text', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '|calc', '%x', ' =1', '＝1'])(
    'sets off the formula %s',
    (text) => {
      expect(inert(text)).toBe(`'${text}`);
    },
  );

  it.each(['alice', '1-1', 'a=b', ''])('leaves %j as it is', (text) => {
    expect(inert(text)).toBe(text);
  });
});
