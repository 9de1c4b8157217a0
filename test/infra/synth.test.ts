import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../infra/synth';
import { AWS, GCP } from '../lib/config/support';
import { filesIn, outputDirectory, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const CHECKOUT = join(__dirname, '..', '..');

describe('synthesize', () => {
  it.each(['production', 'trial'] as const)(
    'writes the same bytes again, elsewhere, and no path of this machine: %s',
    (lifecycle) => {
      const [first, second] = [outputDirectory(), outputDirectory()];

      synthesize(platformOf(lifecycle), first, false);
      synthesize(platformOf(lifecycle), second, false);

      const files = filesIn(first);
      expect(filesIn(second)).toEqual(files);
      for (const text of Object.values(files)) {
        expect(text).not.toContain(CHECKOUT);
        expect(text).not.toContain(first);
        expect(text).not.toMatch(/\.ts:\d+/);
      }
    },
  );

  it('names every stack and its file', () => {
    const out = outputDirectory();

    const stacks = synthesize(platformOf('production'), out, false);

    expect(stacks).toEqual([
      { stack: 'acme-aws-raw', file: 'cdk.out/assembly-acme/acmeLogArchiveRaw8C12D534.template.json' },
      { stack: 'acme-azure-raw', file: 'cdktf.out/stacks/acme-azure-raw/cdk.tf.json' },
      { stack: 'acme-gcp-raw', file: 'cdktf.out/stacks/acme-gcp-raw/cdk.tf.json' },
    ]);
    expect(Object.keys(filesIn(out))).toEqual(expect.arrayContaining(stacks.map(({ file }) => file)));
  });

  it.each([
    ['AWS', AWS, ['acme-aws-raw']],
    ['Google Cloud', GCP, ['acme-gcp-raw']],
  ])('writes only the clouds that are configured: %s', (_, clouds, expected) => {
    const stacks = synthesize(platformOf('trial', '', clouds), outputDirectory(), false);

    expect(stacks.map(({ stack }) => stack)).toEqual(expected);
  });

  it('leaves nothing of an earlier configuration, and nothing else touched', () => {
    const out = outputDirectory();
    writeFileSync(join(out, 'keep.txt'), '');
    synthesize(platformOf('trial'), out, false);

    synthesize(platformOf('trial', '', AWS), out, false);

    const names = Object.keys(filesIn(out));
    expect(names).toContain('keep.txt');
    expect(names.filter((name) => name.includes('gcp') || name.includes('azure'))).toEqual([]);
  });

  it('writes templates that CloudFormation would accept', () => {
    expect(() => synthesize(platformOf('production', '', AWS), outputDirectory(), true)).not.toThrow();
  });
});
