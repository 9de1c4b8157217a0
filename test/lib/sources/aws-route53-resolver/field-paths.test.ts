import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../../../lib/detections/load';
import type { JsonValue } from '../../../../lib/json';
import { createDetector } from '../../../../lib/sigma/detector';
import { awsRoute53Resolver } from '../../../../lib/sources/aws-route53-resolver/source';
import { describeWith, SHARED } from '../../../support/needs';
import { onlyEvent, valueAt } from '../aws/normalise';
import { record } from './fixtures';

const valuesOf = (raw: ReturnType<typeof record>, field: string): JsonValue[] => {
  const event = onlyEvent(awsRoute53Resolver, raw);
  return awsRoute53Resolver
    .fieldPaths(field)
    .flatMap((path) => valueAt(event, path))
    .filter((value) => value !== undefined);
};

describe('fieldPaths', () => {
  it.each(Object.entries(record('firewall-block')).filter(([, value]) => typeof value === 'string'))(
    'has the value of %s in the event',
    (field, value) => {
      const expected = field === 'query_name' ? 'c2.malware.example' : field === 'transport' ? 'udp' : value;

      expect(valuesOf(record('firewall-block'), field).map(String)).toEqual([expected]);
    },
  );

  it.each([
    ['srcids.instance', 'answered', ['i-0123456789abcdef0']],
    ['srcids.resolver_endpoint', 'inbound-endpoint', ['rslvr-in-0123456789abcdef0']],
    ['srcids.resolver_network_interface', 'inbound-endpoint', ['rni-0123456789abcdef0']],
    ['answers.Rdata', 'answered', ['edge.example.net.', '203.0.113.80']],
    ['answer', 'answered', ['edge.example.net.', '203.0.113.80']],
    ['query', 'answered', ['www.example.com']],
    ['record_type', 'firewall-alert', ['TXT']],
    ['firewall_protection', 'firewall-alert', ['DGA']],
    ['src_ip', 'answered', ['10.0.1.100']],
    ['srcaddr', 'partial', ['somewhere']],
  ])('finds %s in %s', (field, name, expected) => {
    expect(valuesOf(record(name), field)).toEqual(expected);
  });

  it('has no path for what no query log has, and one for every field it suggests', () => {
    expect(['eventName', '', '__proto__', 'bytes'].flatMap(awsRoute53Resolver.fieldPaths)).toEqual([]);
    expect(
      awsRoute53Resolver.fields.filter((field) => awsRoute53Resolver.fieldPaths(field).length === 0),
    ).toEqual([]);
  });
});

describeWith(['shared'], 'the DNS rules of the Sigma collection', () => {
  const folder = join(SHARED, 'sigma', 'rules', 'network', 'dns');
  const files = readdirSync(folder).map((name) => ({
    path: name,
    text: readFileSync(join(folder, name), 'utf8'),
  }));

  it.each([
    ['net_dns_susp_telegram_api.yml', { query_name: 'api.telegram.org.' }],
    ['net_dns_susp_txt_exec_strings.yml', { query_type: 'TXT', answers: [{ Rdata: '"IEX (iwr x)"' }] }],
  ])('match what %s looks for, and nothing else', (path, change) => {
    const { rules } = loadRules(
      files.filter((file) => file.path === path),
      [awsRoute53Resolver],
    );
    const detect = createDetector(rules, [awsRoute53Resolver]);
    const hits = (raw: ReturnType<typeof record>) =>
      detect(onlyEvent(awsRoute53Resolver, raw) as never, awsRoute53Resolver).length;

    expect([hits({ ...record('answered'), ...change }), hits(record('answered'))]).toEqual([1, 0]);
  });
});
