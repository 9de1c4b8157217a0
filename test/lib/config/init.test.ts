import { type InitAnswers, initConfig } from '../../../lib/config/init';
import { problemsOf, resolved, valid } from './support';

const FULL: InitAnswers = {
  name: 'acme',
  lifecycle: 'production',
  volume: 'enterprise',
  aws: {
    homeRegion: 'eu-west-1',
    organizationId: 'o-a1b2c3d4e5',
    managementAccount: '011111111111',
    securityAccount: '022222222222',
    logArchiveAccount: '033333333333',
  },
  azure: {
    tenantId: '0a1b2c3d-0000-4000-8000-000000000001',
    subscriptionId: '0a1b2c3d-0000-4000-8000-000000000002',
    managementGroup: 'null',
    homeLocation: 'westeurope',
  },
  gcp: { organizationId: '012345678901', projectId: 'acme-security', homeLocation: 'europe-west1' },
};

/** The text with its commented settings switched on; sentences stay comments. */
const uncommented = (text: string) => text.replace(/^(\s*)# (\s*(?:- )?[a-z][\w-]*:)/gm, '$1$2');

describe('initConfig', () => {
  it.each<[string, InitAnswers]>([
    ['every cloud', FULL],
    [
      'AWS without an organization',
      {
        aws: { homeRegion: 'us-east-1', securityAccount: '222222222222', logArchiveAccount: '222222222222' },
      },
    ],
    ['Azure alone', { azure: FULL.azure }],
    ['Google Cloud alone', { gcp: FULL.gcp }],
  ])('writes a file that loads as it is: %s', (_, answers) => {
    expect(problemsOf(initConfig(answers))).toEqual([]);
  });

  it('puts every answer where it belongs', () => {
    const platform = resolved(initConfig(FULL));

    expect(platform).toMatchObject({
      name: 'acme',
      lifecycle: 'production',
      volume: { tier: 'enterprise' },
      aws: {
        organizationId: 'o-a1b2c3d4e5',
        managementAccount: '011111111111',
        logArchiveAccount: '033333333333',
        regions: ['eu-west-1', 'us-east-1'],
      },
      azure: { managementGroup: 'null', homeLocation: 'westeurope' },
      gcp: { organizationId: '012345678901' },
    });
  });

  it('writes out the defaults, so that leaving them changes nothing', () => {
    const bare = `version: 1\nlifecycle: trial\nvolume: startup\ngcp: ${JSON.stringify({ organization_id: '012345678901', project_id: 'acme-security', home_location: 'europe-west1' })}`;

    expect(valid(initConfig({ gcp: FULL.gcp }))).toEqual(valid(bare));
  });

  it('has comments that are right: each commented setting can be switched on', () => {
    const text = uncommented(initConfig(FULL));

    expect(problemsOf(text)).toEqual([]);
    expect(resolved(text)).toMatchObject({
      retention: { totalDays: 3650 },
      privacy: {
        tokenKey: 'kumomori/token-key',
        overrides: [{ source: 'aws-cloudtrail', classUid: 3002, identities: 'tokenize' }],
      },
      enrichment: { users: 'directories/users.csv' },
      aws: { organizationalUnits: ['ou-ab12-3cd4ef56'] },
    });
  });

  it('lets no answer change the document around it', () => {
    const text = initConfig({
      ...FULL,
      name: 'x\nlifecycle: production #',
      gcp: { organizationId: '1"\n  evil: 1', projectId: '- a: {', homeLocation: '*x' },
    });

    expect(problemsOf(text)).toEqual([
      expect.stringMatching(/ name must be /),
      expect.stringMatching(/ gcp\.organization_id must be /),
      expect.stringMatching(/ gcp\.project_id must be /),
      expect.stringMatching(/ gcp\.home_location must be /),
    ]);
  });
});
