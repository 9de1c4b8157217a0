import { geoFacts } from '../../../../lib/pipeline/enrich/geo-record';

describe('geoFacts', () => {
  test.each([
    ['ip-location-db country', { country_code: 'JP' }, { country: 'JP' }],
    [
      'MaxMind city',
      {
        country: { iso_code: 'JP', names: { en: 'Japan' } },
        city: { names: { en: 'Tokyo', ja: '東京' } },
        subdivisions: [{ iso_code: '13', names: { en: 'Tokyo' } }],
        location: { latitude: 35.67, longitude: 139.65 },
      },
      { country: 'JP', city: 'Tokyo', region: 'JP-13', latitude: 35.67, longitude: 139.65 },
    ],
    [
      'MaxMind ASN',
      { autonomous_system_number: 15169, autonomous_system_organization: 'Example' },
      { asn: 15169, asName: 'Example' },
    ],
    [
      'DB-IP Lite and IPinfo',
      { country: 'jp', asn: 'AS15169', as_name: 'Example' },
      { country: 'JP', asn: 15169, asName: 'Example' },
    ],
    [
      'ip-location-db city',
      { country_code: 'JP', city: 'Tokyo', state1: 'Tokyo', latitude: 35.67, longitude: 139.65 },
      { country: 'JP', city: 'Tokyo', region: 'Tokyo', latitude: 35.67, longitude: 139.65 },
    ],
    ['only where it is registered', { registered_country: { iso_code: 'US' } }, { country: 'US' }],
  ])('%s', (_, record, expected) => {
    expect(geoFacts(record)).toEqual(expected);
  });

  test.each([
    [{}],
    [{ country_code: 'ZZ' }],
    [{ country_code: 'Japan' }],
    [{ asn: 0 }],
    [{ location: { latitude: 1 } }],
  ])('%j says nothing', (record) => {
    expect(geoFacts(record)).toBeUndefined();
  });
});
