import type { OcsfEvent } from '../../../lib/ocsf/event';
import { composePipeline } from '../../../lib/pipeline/compose';
import type { Source } from '../../../lib/sources/source';

const source = { id: 'a-source' } as Source;
const event = () => ({ message: 'clear' }) as OcsfEvent;

describe('composePipeline', () => {
  it('detects on clear, enriched values, and writes and reports on masked ones', () => {
    const seen: string[] = [];
    const pipeline = composePipeline<string>({
      enrich: (each) => {
        each.message += ' enriched';
      },
      detect: (each) => {
        seen.push(`detect: ${each.message}`);
        return ['rule'];
      },
      mask: (each) => {
        each.message = each.message?.replace('clear', '[MASKED]');
      },
      report: (hit, each) => ({ ...each, message: `${hit}: ${each.message}` }),
    });

    pipeline(event(), 1, source, {
      event: ({ message }) => seen.push(`event: ${message}`),
      finding: ({ message }) => seen.push(`finding: ${message}`),
    });

    expect(seen).toEqual([
      'detect: clear enriched',
      'event: [MASKED] enriched',
      'finding: rule: [MASKED] enriched',
    ]);
  });
});
