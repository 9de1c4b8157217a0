import { AWS_ORGANIZATION } from '../lib/config/support';
import { FORWARD } from './forward-support';
import { grantsOf, pipelineTemplates } from './pipeline-support';
import { platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const granted = (text: string, role: string) => {
  const { pipeline } = pipelineTemplates(platformOf('production', text, AWS_ORGANIZATION));
  return pipeline ? grantsOf(pipeline, `acme-${role}`) : [];
};
const short = (resource: string) =>
  resource
    .replace(/^\$\{LakeBucket\w+\}/, 'lake')
    .replace(/[0-9A-F]{8}(?:Arn[0-9A-F]{8})?\}/, '}')
    .replace(/^.*:secret:/, 'secret ');
const OWN = /^(?:logs|xray):/;

describe('what forwarding may do', () => {
  it('is to empty the outbox, keep what was refused, and reach the configured destinations', () => {
    const all = granted(FORWARD, 'forward')
      .flatMap(({ actions, resources }) =>
        actions.flatMap((action) => resources.map((resource) => `${action} ${short(resource)}`)),
      )
      .filter((one) => !OWN.test(one));
    const reading = [
      'ChangeMessageVisibility',
      'DeleteMessage',
      'GetQueueAttributes',
      'GetQueueUrl',
      'ReceiveMessage',
    ];

    expect(all.sort()).toEqual(
      [
        's3:GetObject lake/forward/*',
        's3:DeleteObject lake/forward/*',
        ...['PutObject', 'AbortMultipartUpload'].flatMap((action) =>
          ['forward', 'quarantine/forward'].map((folder) => `s3:${action} lake/${folder}/*`),
        ),
        's3:ListBucket lake',
        'kms:Decrypt ${LakeKey}',
        'kms:GenerateDataKey ${LakeKey}',
        ...['acme/azure', 'acme/hec', 'acme/security-lake'].map(
          (name) => `secretsmanager:GetSecretValue secret ${name}-??????`,
        ),
        ...['findings', 'api'].map(
          (source) =>
            `sts:AssumeRole arn:\${Partition}:iam::777777777777:role/AmazonSecurityLake-Provider-acme-${source}-ap-northeast-1`,
        ),
        ...['soc', 'azure', 'lake'].flatMap((name) =>
          [...reading, 'SendMessage'].map((action) => `sqs:${action} \${Forward${name}Queue}`),
        ),
        'sqs:SendMessage ${DeadLettersQueue}',
      ].sort(),
    );
  });

  it('is nothing of Security Lake where nothing goes there', () => {
    const soc = FORWARD.slice(0, FORWARD.indexOf('  azure:'));

    expect(granted(soc, 'forward').map(({ sid }) => sid)).not.toContain('SecurityLake');
  });

  it.each([
    ['with destinations', FORWARD, true],
    ['without', '', false],
  ])('lets normalize write the outbox, %s', (_, text, expected) => {
    const written = granted(text, 'normalize')
      .filter(({ sid }) => sid === 'LakeWrite')
      .flatMap(({ resources }) => resources.map(short));

    expect(written.includes('lake/forward/*')).toBe(expected);
  });
});
