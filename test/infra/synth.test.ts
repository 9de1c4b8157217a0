import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '../../infra/synth';
import { AWS, AWS_ORGANIZATION, GCP } from '../lib/config/support';
import { IS_FULL } from '../support/effort';
import { filesIn, outputDirectory, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const CHECKOUT = join(__dirname, '..', '..');

/** Of one account without an organization, in the order they are deployed. */
const AWS_STACKS = [
  'raw',
  'watch',
  'landing-ap-northeast-1',
  'central',
  'health',
  'trail',
  'enrolment',
  'integrity',
  'pipeline',
  'query',
  'respond',
  'stream',
  'batch',
  'region-ap-northeast-1',
  'rule-queries',
  'self-check',
  'member-security-ap-northeast-1',
].map((part) => `acme-aws-${part}`);

/** What is there only where it is asked for, of types that no other stack has. */
const COST = 'cost: { export: create, tags: [Team], platform_monthly_usd: 5, anomaly_usd: 5 }\n';

/** Bundling functions and CloudFormation's own validation take seconds. */
const QUICK = { validate: false, bundle: false };

describe('synthesize', () => {
  it.each([
    ['production', AWS_ORGANIZATION],
    ['trial', AWS],
  ] as const)(
    'writes the same bytes again, elsewhere, and no path of this machine: %s',
    (lifecycle, clouds) => {
      const [first, second] = [outputDirectory(), outputDirectory()];
      const options = IS_FULL ? { validate: false } : QUICK;

      synthesize(platformOf(lifecycle, '', clouds), first, options);
      synthesize(platformOf(lifecycle, '', clouds), second, options);

      const files = filesIn(first);
      expect(filesIn(second)).toEqual(files);
      // Functions that are not bundled are named by where their code lies.
      const texts = Object.entries(files).filter(([name]) => IS_FULL || !name.endsWith('.assets.json'));
      for (const [, text] of texts) {
        expect(text).not.toContain(CHECKOUT);
        expect(text).not.toContain(first);
        expect(text).not.toMatch(/\.ts:\d+/);
      }
    },
  );

  it('names every stack and its file', () => {
    const out = outputDirectory();

    const stacks = synthesize(platformOf('production'), out, QUICK);

    expect(stacks.map(({ stack }) => stack)).toEqual([...AWS_STACKS, 'acme-azure-raw', 'acme-gcp-raw']);
    expect(stacks[0]?.file).toMatch(/^cdk\.out\/assembly-acme\/acmeLogArchiveRaw\w+\.template\.json$/);
    expect(stacks.at(-1)?.file).toBe('cdktf.out/stacks/acme-gcp-raw/cdk.tf.json');
    expect(Object.keys(filesIn(out))).toEqual(expect.arrayContaining(stacks.map(({ file }) => file)));
  });

  it.each([
    ['AWS', AWS, AWS_STACKS],
    ['Google Cloud', GCP, ['acme-gcp-raw']],
  ])('writes only the clouds that are configured: %s', (_, clouds, expected) => {
    const stacks = synthesize(platformOf('trial', '', clouds), outputDirectory(), QUICK);

    expect(stacks.map(({ stack }) => stack)).toEqual(expected);
  });

  it('leaves nothing of an earlier configuration, and nothing else touched', () => {
    const out = outputDirectory();
    writeFileSync(join(out, 'keep.txt'), '');
    synthesize(platformOf('trial'), out, QUICK);

    synthesize(platformOf('trial', '', AWS), out, QUICK);

    const names = Object.keys(filesIn(out));
    expect(names).toContain('keep.txt');
    expect(names.filter((name) => name.includes('gcp') || name.includes('azure'))).toEqual([]);
  });

  it('writes templates that CloudFormation would accept', () => {
    expect(() =>
      synthesize(platformOf('production', COST, AWS_ORGANIZATION), outputDirectory(), { bundle: false }),
    ).not.toThrow();
  });
});
