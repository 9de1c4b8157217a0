import { AWS, GCP, HEAD, problemsOf } from './support';

const QUOTED = (value: string) => `'${value}'`;

/** Setting, texts of the right form, texts of a wrong one. */
const FORMS: readonly (readonly [string, (value: string) => string, readonly string[], readonly string[]])[] =
  [
    [
      'account ids',
      (v) => AWS.replace("'222222222222'", v),
      ["'000000000001'"],
      ["'12345678901'", "'1234-5678-9012'", '222222222222', "'２２２２２２２２２２２２'"],
    ],
    [
      'organizations',
      (v) =>
        `${AWS.replace('security }', 'security }, { name: M, id: "111111111111", role: management }')}  organization_id: ${v}\n`,
      ['o-a1b2c3d4e5'],
      ['o-A1', 'a1b2c3d4e5', "''"],
    ],
    [
      'AWS regions',
      (v) => AWS.replace('ap-northeast-1', v),
      ['us-gov-west-1', 'eu-central-2', 'ap-southeast-5'],
      ['tokyo', 'us-east', 'us-east-1a', 'US-EAST-1'],
    ],
    [
      'Google regions',
      (v) => GCP.replace('asia-northeast1', v),
      ['europe-west12', 'us-central1'],
      ['asia', 'US', 'asia-northeast1-a', 'asia1'],
    ],
    [
      'project ids',
      (v) => GCP.replace('acme-security', v),
      ['a23456', 'my-project-42'],
      ["'123456'", 'short', 'Acme-Security', 'ends-with-'],
    ],
    [
      'organization numbers',
      (v) => GCP.replace("'123456789012'", v),
      ["'123456789012'"],
      ["'organizations/1'", '123456789012'],
    ],
  ];

describe('values', () => {
  it.each(FORMS.flatMap(([what, place, right]) => right.map((value) => [what, value, place] as const)))(
    'of the right form pass: %s %s',
    (_what, value, place) => {
      expect(problemsOf(HEAD + place(value))).toEqual([]);
    },
  );

  it.each(FORMS.flatMap(([what, place, , wrong]) => wrong.map((value) => [what, value, place] as const)))(
    'of a wrong form are named: %s %s',
    (_what, value, place) => {
      expect(problemsOf(HEAD + place(value))).toEqual([expect.stringMatching(/ must be /)]);
    },
  );

  it('explains the leading zero YAML drops from a number', () => {
    const text = HEAD + AWS.replace("'222222222222'", '012345678901');

    expect(problemsOf(text)).toEqual([
      "platform.yaml:7: aws.accounts[0].id must be text, but YAML reads 012345678901 as the number 12345678901: put it in quotes, '012345678901'",
    ]);
  });

  it('cuts a long value, so that a problem stays one line', () => {
    const [problem] = problemsOf(HEAD + GCP.replace('acme-security', QUOTED('x'.repeat(5000))));

    expect(problem?.length).toBeLessThan(250);
  });

  it('asks for what is missing on the line of the block that misses it', () => {
    expect(
      problemsOf(`version: 1\nlifecycle: trial\nvolume: startup\ngcp:\n  project_id: acme-security\n`),
    ).toEqual([
      'platform.yaml:4: gcp.organization_id is required: Every project below it is enrolled, today and later.',
      'platform.yaml:4: gcp.home_location is required: Where the raw store and the lake are.',
    ]);
  });

  it('suggests the key that was meant, and lists all where none is near', () => {
    const problems = problemsOf(`${HEAD}retention: { hot-days: 3, colour: red }\n${GCP}`);

    expect(problems).toEqual([
      'platform.yaml:5: retention.hot-days is not a known key: did you mean "hot_days"?',
      'platform.yaml:5: retention.colour is not a known key: use one of hot_days, warm_days, cold_days, total_days',
    ]);
  });
});
