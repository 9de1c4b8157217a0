import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addAwsStacks, newAwsApp } from '../../../infra/aws-app';
import { addTerraformStacks, newTerraformApp } from '../../../infra/terraform-app';
import { outputDirectory, platformOf, removeOutputs } from '../support';

afterAll(removeOutputs);

const TSX = join(__dirname, '../../../node_modules/.bin/tsx');
const PROGRAM = join(__dirname, '../../../infra/release/diff.ts');

/** `npm run release:diff -- …`. */
function releaseDiff(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(TSX, [PROGRAM, ...args], { encoding: 'utf8' });
  return { stdout, stderr, status };
}

/** What `npm run synth -- --out FOLDER` leaves there. */
function written(): string {
  const out = outputDirectory();
  const aws = newAwsApp({
    outdir: join(out, 'cdk.out'),
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  addAwsStacks(aws, platformOf('production'));
  aws.synth();
  const terraform = newTerraformApp({ outdir: join(out, 'cdktf.out') });
  addTerraformStacks(terraform, platformOf('production'));
  terraform.synth();
  return out;
}

/** A copy of a folder of templates, one text in them replaced. */
function edited(folder: string, from: string, to: string): string {
  const copy = outputDirectory();
  cpSync(folder, copy, { recursive: true });
  for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.template.json') || name.endsWith('.tf.json')) {
      const text = readFileSync(join(copy, name), 'utf8');
      writeFileSync(join(copy, name), text.replaceAll(from, to));
    }
  }
  return copy;
}

describe('npm run release:diff', () => {
  const old = written();

  it('says that nothing is lost, with status 0', () => {
    const { stdout, status } = releaseDiff(old, edited(old, 'Kumomori operations', 'Operations'));

    expect(stdout).toMatch(
      /^acme-aws-central OperationsTopic\w+ \(AWS::SNS::Topic acme-operations\) updated\n/,
    );
    expect(stdout).toMatch(/\d+ kept, 1 updated\nno store would be lost\n$/);
    expect(status).toBe(0);
  });

  it('names the store that would be lost, with status 1', () => {
    const { stdout, status } = releaseDiff(old, edited(old, 'acme-raw-', 'acme-other-'));

    expect(stdout).toMatch(
      /STORE LOST: acme-aws-raw RawBucket\w+ \(AWS::S3::Bucket acme-raw-\S+\) replaced: BucketName\n/,
    );
    expect(stdout).toContain('do not deploy');
    expect(status).toBe(1);
  });

  it('takes the folders of one tool, and tells all as JSON', () => {
    const { stdout, status } = releaseDiff(join(old, 'cdktf.out'), join(old, 'cdktf.out'), '--json');

    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ type: 'google_storage_bucket', fate: 'kept', store: true }),
    );
    expect(status).toBe(0);
  });

  it.each([
    ['no folder', [], 'usage: npm run release:diff -- OLD_FOLDER'],
    ['a folder without templates', [outputDirectory()], 'no synthesized templates there'],
  ])('refuses %s with status 2', (_, args, message) => {
    const { stderr, status } = releaseDiff(...args);

    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('names a template that is no JSON', () => {
    const broken = outputDirectory();
    mkdirSync(join(broken, 'stacks'));
    writeFileSync(join(broken, 'manifest.json'), '{"stacks":{"a":{"synthesizedStackPath":"stacks/a.json"}}}');
    writeFileSync(join(broken, 'stacks/a.json'), '{');

    expect(releaseDiff(broken, broken).stderr).toContain('stacks/a.json: cannot be read as JSON');
  });
});
