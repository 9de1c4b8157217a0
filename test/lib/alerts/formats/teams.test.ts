import fc from 'fast-check';
import { toTeams } from '../../../../lib/alerts/formats/teams';
import { hostileMessage, hostileText, sampleMessage, stringsIn } from './sample-message';

describe('a Teams message', () => {
  it('is an Adaptive Card in the envelope that workflows take', () => {
    const { type, attachments } = toTeams(sampleMessage());

    expect(type).toBe('message');
    expect(attachments[0]).toMatchObject({
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.4' },
    });
  });

  it('colours the heading by severity', () => {
    const heading = (severity: 'critical' | 'low') =>
      toTeams(sampleMessage({ severity })).attachments[0].content.body[0]?.inlines[0];

    expect(heading('critical')).toMatchObject({ color: 'Attention' });
    expect(heading('low')).toMatchObject({ color: 'Accent' });
  });

  it('uses text runs only, lists no mention entities, and leaves no card markup, whatever the log said', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const card = toTeams(hostileMessage(text)).attachments[0].content;

        expect(Object.keys(card.msteams)).toEqual(['width']);
        for (const block of card.body) {
          expect(block.type).toBe('RichTextBlock');
          expect(block.inlines.every(({ type }) => type === 'TextRun')).toBe(true);
        }
        expect(stringsIn(card).filter((one) => /<\/?at\b|\{\{|\$\{/i.test(one))).toEqual([]);
      }),
    );
  });
});
