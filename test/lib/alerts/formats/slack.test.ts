import fc from 'fast-check';
import { toSlack } from '../../../../lib/alerts/formats/slack';
import { hostileMessage, hostileText, hugeMessage, sampleMessage } from './sample-message';

/** Every object of a payload. */
function nodesIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const inner = Object.values(value).flatMap(nodesIn);
  return Array.isArray(value) ? inner : [value as Record<string, unknown>, ...inner];
}

describe('a Slack message', () => {
  it('has a header, captioned facts and the query as preformatted text', () => {
    const { blocks } = toSlack(sampleMessage());

    expect(blocks[0]).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: 'New alert: CloudTrail stopped or deleted', emoji: false },
    });
    expect(blocks[1]).toMatchObject({
      type: 'rich_text',
      elements: expect.arrayContaining([
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'Who: ', style: { bold: true } },
            { type: 'text', text: 'alice\n' },
          ],
        },
        {
          type: 'rich_text_preformatted',
          elements: [{ type: 'text', text: "SELECT * FROM security_events\nWHERE event_uid = 'e-1'" }],
        },
      ]),
    });
  });

  it('shows log text only in elements that read no markup', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const types = new Set(nodesIn(toSlack(hostileMessage(text))).map((node) => node.type));

        types.delete(undefined);
        for (const type of types) {
          expect([
            'header',
            'plain_text',
            'rich_text',
            'rich_text_section',
            'rich_text_preformatted',
            'text',
          ]).toContain(type);
        }
      }),
    );
  });

  it('escapes the three control characters where Slack reads them: in the notification text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(toSlack(hostileMessage(text)).text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
      }),
    );
  });

  it('keeps to the limits of its blocks', () => {
    const { blocks } = toSlack(hugeMessage());
    const texts = nodesIn(blocks)
      .map(({ text }) => text)
      .filter((text) => typeof text === 'string');

    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(3_000);
    expect(Math.min(...texts.map((text) => text.length))).toBeGreaterThan(0);
    expect(texts[0]?.length).toBeLessThanOrEqual(150);
  });
});
