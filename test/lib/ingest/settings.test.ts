import {
  parseNormalizeSettings,
  parseNotifySettings,
  parseReconcileSettings,
} from '../../../lib/ingest/settings';

describe('the settings of the pipeline’s functions', () => {
  it('are read as a stack writes them', () => {
    const settings = {
      home: 'eu-west-1',
      lake: 'lake',
      table: 'state',
      queue: 'https://q',
      folders: [],
      raw: [],
    };

    expect(parseReconcileSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([
    ['none', parseNormalizeSettings, undefined],
    ['a list', parseNotifySettings, '[]'],
    ['some missing', parseNormalizeSettings, '{"home":"eu-west-1"}'],
    ['no buckets', parseReconcileSettings, '{"home":"x","lake":"l","table":"t","queue":"q","folders":[]}'],
  ])('are refused when there are %s, saying what to do', (_what, parse, text) => {
    expect(() => parse(text)).toThrow(/^SETTINGS: not the settings of .*: deploy Security\/Pipeline again$/);
  });
});
