import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWith, SHARED } from '../../support/needs';
import { brief, flaws, readAll } from './support';

const TYPES = new Set([
  'cloudtrail',
  'cloudwatch-subscription',
  'azure-activity',
  'gcp-audit',
  'm365',
  'web-access',
]);

describeWith(['shared'], 'real logs', () => {
  const manifest = () =>
    readFileSync(join(SHARED, 'corpora/MANIFEST.tsv'), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .filter(([, type = '', , , , , events]) => TYPES.has(type) && Number(events) > 0);

  test('give as many records as they hold, none flawed, however they are chunked', async () => {
    for (const [path = '', , , , , , events] of manifest()) {
      const bytes = readFileSync(join(SHARED, 'corpora', path));

      const items = await readAll(bytes);
      const again = await readAll(bytes, { sizes: 997 });

      expect([path, items.length, flaws(items)]).toEqual([path, Number(events), []]);
      expect(again.map(brief)).toEqual(items.map(brief));
    }
  });
});
