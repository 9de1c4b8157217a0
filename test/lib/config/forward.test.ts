import { FORWARD } from '../../infra/forward-support';
import { AWS, GCP, HEAD, problemsOf, resolved } from './support';

const destination = (text: string) => problemsOf(`${HEAD}forward:\n${text}\n${AWS}`);
const SOC = 'kind: splunk, sources: [findings], site: "https://s.example.com:8088", token_secret: acme/hec';
const AZURE =
  'kind: sentinel, sources: [findings], endpoint: "https://a.japaneast-1.ingest.monitor.azure.com", dcr: dcr-0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, stream: Custom-K, tenant_id: 0a1b2c3d-0000-4000-8000-000000000001, client_id: 0a1b2c3d-0000-4000-8000-000000000003, credential_secret: acme/azure';
const FIND =
  '{ class: detection_finding, location: "s3://security-lake/ext/find/", role: "arn:aws:iam::777777777777:role/p" }';
const LAKE = `kind: security_lake, sources: [findings], external_id_secret: acme/lake, custom_sources: [${FIND}]`;

describe('destinations', () => {
  it('are none unless they are named', () => {
    expect(resolved(`${HEAD}${AWS}`).forward).toEqual([]);
  });

  it('are resolved in the order of their names, with what their receivers need', () => {
    const { forward } = resolved(`${HEAD}${FORWARD}${AWS}`);

    expect(forward.map(({ name, kind, sources }) => [name, kind, sources])).toEqual([
      ['azure', 'sentinel', ['findings']],
      ['lake', 'security_lake', ['aws-cloudtrail', 'findings']],
      ['soc', 'splunk', ['aws-cloudtrail', 'findings']],
    ]);
    expect(forward[2]).toMatchObject({ host: 'acme', tokenSecret: 'acme/hec' });
    expect(forward[1]).toMatchObject({
      region: 'ap-northeast-1',
      customSources: [
        {
          classUid: 2004,
          bucket: 'aws-security-data-lake-ap-northeast-1-abc',
          prefix: 'ext/acme-findings/',
        },
        { classUid: 6003, prefix: 'ext/acme-api/' },
      ],
    });
  });

  it.each([
    ['a kind there is not', '  soc: { kind: qradar }', 'platform.yaml:6: forward.soc.kind'],
    [
      'a source there is not',
      `  soc: { ${SOC.replace('findings', 'aws-cloudtrial')} }`,
      'platform.yaml:6: forward.soc.sources[0] ',
    ],
    ['nothing to forward', `  soc: { ${SOC.replace('[findings]', '[]')} }`, 'forward.soc.sources'],
    [
      'a token in the place of its name',
      `  soc: { ${SOC.replace('acme/hec', '8c3f9a52-1b7e-4d0a-9f66-2e5d7c1b0a43')} }`,
      'platform.yaml:6: forward.soc.token_secret looks like the secret itself',
    ],
    [
      'a site without TLS',
      `  soc: { ${SOC.replace('https', 'http')} }`,
      'forward.soc.site cannot be sent to',
    ],
    [
      'a site with a path',
      `  soc: { ${SOC.replace(':8088', ':8088/services')} }`,
      'forward.soc.site must end with the host',
    ],
    ['a name too long for a queue', `  ${'s'.repeat(21)}: { ${SOC} }`, '2 to 20 lower-case letters'],
    [
      'an endpoint that is none of Azure Monitor',
      `  az: { ${AZURE.replace('a.japaneast-1.ingest.monitor.azure.com', 'logs.example.com')} }`,
      'platform.yaml:6: forward.az.endpoint is no logs ingestion endpoint, got "https://logs.example.com"',
    ],
    [
      'a rule by its name',
      `  az: { ${AZURE.replace(/dcr-0f\w+/, 'my-rule')} }`,
      'the immutable id of a data collection rule',
    ],
    [
      'two custom sources for a class',
      `  lake: { ${LAKE.replace(FIND, `${FIND}, ${FIND}`)} }`,
      'platform.yaml:6: forward.lake.custom_sources[1].class repeats "detection_finding"',
    ],
    [
      'a class that Security Lake’s version of OCSF has not',
      `  lake: { ${LAKE.replace('detection_finding', 'application_error')} }`,
      'forward.lake.custom_sources[0].class',
    ],
    [
      'a location that is none of a custom source',
      `  lake: { ${LAKE.replace('/ext/find/', '/aws/find/')} }`,
      'forward.lake.custom_sources[0].location must be the location its registration told',
    ],
  ])('are refused: %s', (_, text, told) => {
    expect(destination(text).join('\n')).toContain(told);
  });

  it('are right, each of the kinds', () => {
    for (const text of [SOC, AZURE, LAKE]) {
      expect(destination(`  one: { ${text} }`)).toEqual([]);
    }
  });

  it('need AWS, where forwarding is done', () => {
    expect(problemsOf(`${HEAD}forward:\n  soc: { ${SOC} }\n${GCP}`)).toEqual([
      'platform.yaml:5: forward is done on AWS alone: add the aws block, or take this out',
    ]);
  });

  it('are at most ten', () => {
    const many = Array.from({ length: 11 }, (_, n) => `  d${n}: { ${SOC} }`).join('\n');

    expect(destination(many)).toEqual([
      expect.stringContaining('forward has 11 destinations, at most 10 are possible'),
    ]);
  });

  it('get nothing from a source that is switched off, which is said', () => {
    const off = `sources: { aws-cloudtrail: { enabled: false } }\n`;

    expect(
      problemsOf(`${HEAD}${off}forward:\n  soc: { ${SOC.replace('findings', 'aws-cloudtrail')} }\n${AWS}`),
    ).toEqual([
      'platform.yaml:7: forward.soc.sources[0] names a source that is switched off, got "aws-cloudtrail": enable sources.aws-cloudtrail, or take this out',
    ]);
  });

  it('are where logs may be', () => {
    const residency = 'residency: { allowed: { aws: [ap-northeast-1] } }\n';
    const abroad = `${LAKE}, region: us-east-1`;

    expect(problemsOf(`${HEAD}${residency}forward:\n  lake: { ${abroad} }\n${AWS}`)).toEqual([
      'platform.yaml:7: forward.lake.region is outside residency.allowed.aws (ap-northeast-1), got "us-east-1": allow it there, or forward to another region',
    ]);
  });
});
