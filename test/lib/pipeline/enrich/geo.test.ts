import { readFileSync } from 'node:fs';
import { openGeoDatabase } from '../../../../lib/pipeline/enrich/geo';

const SHIPPED = require.resolve('@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb');
const IPV4_ONLY = require.resolve(
  '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country-ipv4.mmdb',
);

describe('openGeoDatabase', () => {
  const database = openGeoDatabase(readFileSync(SHIPPED));

  test('knows countries from the database that npm ships', () => {
    expect(database.lookup('8.8.8.8')).toMatchObject({ country: 'US' });
    expect(database.lookup('2001:4860:4860::8888')).toMatchObject({ country: 'US' });
    expect(database.lookup('10.0.0.1')).toBeUndefined();
  });

  test('says what it is and of when', () => {
    expect(database.description).toMatch(/^\S.* \d{4}-\d\d-\d\d$/);
  });

  test('an IPv4 database says nothing of IPv6, rather than something wrong', () => {
    expect(openGeoDatabase(readFileSync(IPV4_ONLY)).lookup('2001:4860:4860::8888')).toBeUndefined();
  });

  test('bytes that are none are refused with what to do', () => {
    expect(() => openGeoDatabase(Buffer.from('hello'))).toThrow(
      /^no MaxMind DB \(5 bytes: .*\): give a file/,
    );
  });
});
