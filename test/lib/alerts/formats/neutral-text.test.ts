import fc from 'fast-check';
import { cut, plainLine, plainLines } from '../../../../lib/alerts/formats/neutral-text';
import { hostileText, UNSEEN } from './sample-message';

describe('a plain line', () => {
  it.each([
    ['a bidi override', 'a\u202eb', 'a[U+202E]b'],
    ['a zero-width space', 'ad\u200bmin', 'ad[U+200B]min'],
    ['an escape sequence', '\u001b[31mred', '[U+001B][31mred'],
    ['a tag character', 'x\u{e0041}', 'x[U+E0041]'],
    ['a Hangul filler', 'a\u3164b', 'a[U+3164]b'],
    ['a blank Braille pattern', 'a\u2800b', 'a[U+2800]b'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['line breaks of every kind', 'a\r\nb\u2028c\u0085d\te', 'a b c d e'],
    ['a tower of marks', `a${'\u0301'.repeat(40)}b`, `a${'\u0301'.repeat(6)}b`],
  ])('shows or removes %s', (_name, text, expected) => {
    expect(plainLine(text, 100)).toBe(expected);
  });

  it('keeps every script as it is', () => {
    const text = '雲守 𠮷野家 Zoë नमस्ते مرحبا 🙂';

    expect(plainLine(text, 100)).toBe(text);
  });

  it('says that something was left out, even when marks took the room', () => {
    expect(plainLine(`a${'\u0301'.repeat(500)} is the real name`, 100)).toMatch(/…$/);
  });

  it('has no unseen character and no more than its length, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const line = plainLine(text, max);

        expect(line).not.toMatch(UNSEEN);
        expect(line).not.toContain('\n');
        expect(line.length).toBeLessThanOrEqual(max);
      }),
    );
  });
});

describe('plain lines', () => {
  it('keep line feeds, and make every other line break one', () => {
    expect(plainLines('a\r\nb\rc\nd\u2028e', 100)).toBe('a\nb\nc\nd[U+2028]e');
  });

  it('have no unseen character, whatever the text', () => {
    fc.assert(fc.property(hostileText, (text) => expect(plainLines(text, 200)).not.toMatch(UNSEEN)));
  });
});

describe('cutting', () => {
  it.each([
    ['fits', 5, 'fits'],
    ['too long', 4, 'too…'],
    ['ab𠮷cd', 4, 'ab…'],
  ])('%s at %i is %s', (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });
});
