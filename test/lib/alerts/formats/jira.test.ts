import fc from 'fast-check';
import { toJira } from '../../../../lib/alerts/formats/jira';
import { hostileMessage, hostileText, sampleMessage } from './sample-message';

const TARGET = { project: 'SEC', issueType: 'Task' };

describe('a Jira issue', () => {
  it('goes to the project, labelled with the alert it is of', () => {
    expect(toJira(sampleMessage(), TARGET)?.fields).toMatchObject({
      project: { key: 'SEC' },
      issuetype: { name: 'Task' },
      labels: ['kumomori', 'kumomori-0123456789abcdef0123456789abcdef', 'severity-high'],
    });
  });

  it('has facts as paragraphs and the query as a code block', () => {
    expect(toJira(sampleMessage(), TARGET)?.fields.description).toMatchObject({
      type: 'doc',
      version: 1,
      content: expect.arrayContaining([
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Who: ', marks: [{ type: 'strong' }] },
            { type: 'text', text: 'alice' },
          ],
        },
        {
          type: 'codeBlock',
          attrs: { language: 'sql' },
          content: [{ type: 'text', text: "SELECT * FROM security_events\nWHERE event_uid = 'e-1'" }],
        },
      ]),
    });
  });

  it.each(['acknowledged', 'resolved', 'false_positive'] as const)(
    'is not made when an alert was %s',
    (occasion) => {
      expect(toJira(sampleMessage({ occasion }), TARGET)).toBeUndefined();
    },
  );

  it('has a summary even where neither the message nor the id gives one: Jira refuses an empty one', () => {
    const message = hostileMessage('');

    expect(toJira({ ...message, ids: { ...message.ids, alert: '' } }, TARGET)?.fields.summary).toMatch(
      /^Alert/,
    );
  });

  it('has text nodes only, none empty, and labels without blanks, whatever the log said', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const message = hostileMessage(text);
        const fields = toJira({ ...message, ids: { ...message.ids, alert: text } }, TARGET)?.fields;
        const texts = fields?.description.content.flatMap((block) => [...block.content]) ?? [];

        expect(texts.every((node) => node.type === 'text' && node.text !== '')).toBe(true);
        expect(fields?.labels.every((label) => /^[\w-]+$/.test(label))).toBe(true);
        expect(fields?.summary).toMatch(/^[^\n]{1,255}$/);
        expect(fields?.summary).not.toMatch(/^\s*[=+\-@|%]/);
      }),
    );
  });
});
