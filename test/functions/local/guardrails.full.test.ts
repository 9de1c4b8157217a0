import { AWS, AWS_ORGANIZATION, GCP, HEAD } from '../../lib/config/support';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const config = (text: string) => write(folder(), 'platform.yaml', `${HEAD}${text}`);

describe('kumomori guardrails', () => {
  it('prints every policy with where it belongs', () => {
    const { stdout, status } = kumomori(['guardrails', '--config', config(AWS_ORGANIZATION)]);

    const all: { id: string; targets?: string[]; document: { Version: string } }[] = JSON.parse(stdout);

    expect(status).toBe(0);
    expect(all.map(({ id }) => id)).toEqual(['scp', 'rcp', 'deployment-boundary', 'member-boundary']);
    expect(all[0]?.targets).toContain('ou-ab12-3cd4ef56');
    expect(new Set(all.map(({ document }) => document.Version))).toEqual(new Set(['2012-10-17']));
  });

  it('prints one as AWS takes it: on one line, within the limit, for its partition', () => {
    const govcloud = AWS_ORGANIZATION.replaceAll('ap-northeast-1', 'us-gov-west-1').replaceAll(
      'us-east-1',
      'us-gov-east-1',
    );
    const { stdout } = kumomori(['guardrails', 'scp', '--config', config(govcloud)]);

    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout.length).toBeLessThanOrEqual(5121);
    expect(stdout).toContain('arn:aws-us-gov:s3:::acme-*');
    expect(stdout).not.toContain('arn:aws:');
  });

  it('prints them where the stacks leave them out, too', () => {
    const file = config(`${AWS_ORGANIZATION}  guardrails: off\n`);

    expect(kumomori(['guardrails', 'rcp', '--config', file]).stdout).toContain('aws:PrincipalOrgID');
  });

  it('prints what the owners of an existing bucket add to its policy', () => {
    const file = config(`${AWS_ORGANIZATION}  log_bucket: existing
  existing: { log_bucket: { name: org-logs, account: '666666666666', region: ap-northeast-1 } }
`);

    expect(kumomori(['guardrails', 'bucket-policy', '--config', file]).stdout).toContain(
      '# Add to the policy of bucket org-logs',
    );
  });

  it.each([
    [
      'scp',
      AWS,
      'there is no scp: take one of deployment-boundary, member-boundary, bucket-policy; policies of the organization need aws.organization_id',
    ],
    [
      'firewall',
      AWS_ORGANIZATION,
      'there is no firewall: take one of scp, rcp, deployment-boundary, member-boundary, bucket-policy',
    ],
    [
      'bucket-policy',
      AWS_ORGANIZATION,
      'there is no bucket-policy to add: aws.log_bucket is create, it is for an existing one',
    ],
    ['scp', GCP, 'the configuration has no aws block: guardrails are of an AWS organization'],
  ])('refuses %s where there is none', (id, text, message) => {
    const { status, stderr } = kumomori(['guardrails', id, '--config', config(text)]);

    expect(status).toBe(2);
    expect(stderr).toBe(`kumomori: ${message}\n`);
  });
});

describe('kumomori doctor, of AWS', () => {
  it('prints the page from the organization to the first event, after its checks', () => {
    const { stdout } = kumomori(['doctor', '--config', config(AWS_ORGANIZATION), '--lake', folder()]);

    expect(stdout).toMatch(/^ok {3}node: /);
    expect(stdout).toContain('ok   AWS: global services: us-east-1 is enrolled');
    expect(stdout).toContain(
      '\nAWS: from an empty organization to the first event\n\n 1. Let the organization have',
    );
  });

  it('reports its checks to programs as all others', () => {
    const { stdout, status } = kumomori(['doctor', '--json', '--config', config(AWS), '--lake', folder()]);
    const findings: { check: string; ok: boolean }[] = JSON.parse(stdout);

    expect(findings.filter(({ ok }) => !ok).map(({ check }) => check)).toEqual(['AWS: global services']);
    expect(status).toBe(1);
  });

  it('says nothing of AWS where there is none', () => {
    const { stdout } = kumomori(['doctor', '--config', config(GCP), '--lake', folder()]);

    expect(stdout).not.toContain('AWS');
  });
});
