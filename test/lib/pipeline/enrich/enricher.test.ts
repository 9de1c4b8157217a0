import { errors } from '../../../../lib/ocsf/validate';
import { parseDirectory } from '../../../../lib/pipeline/enrich/directory';
import { createEnricher } from '../../../../lib/pipeline/enrich/enricher';
import type { GeoDatabase } from '../../../../lib/pipeline/enrich/geo';
import type { GeoFacts } from '../../../../lib/pipeline/enrich/geo-record';
import { apiEvent } from '../mask/events';

function geo(known: Readonly<Record<string, GeoFacts>>): GeoDatabase & { readonly asked: string[] } {
  const asked: string[] = [];
  const lookup = (ip: string) => {
    asked.push(ip);
    return known[ip];
  };
  return { description: 'made up', lookup, asked };
}

function directory(text: string, name: string) {
  const parsed = parseDirectory(text, name);
  return parsed.ok ? parsed.value : undefined;
}

const tokyo = { country: 'JP', region: 'JP-13', city: 'Tokyo', latitude: 35.67, longitude: 139.65 };

describe('addresses', () => {
  test('an external one gets its place, longitude first, and its network', () => {
    const enrich = createEnricher({
      geo: [geo({ '8.8.8.8': tokyo }), geo({ '8.8.8.8': { country: 'US', asn: 15169, asName: 'G' } })],
    });
    const event = apiEvent({ src_endpoint: { ip: '8.8.8.8' } });

    enrich(event);

    expect(event.src_endpoint).toEqual({
      ip: '8.8.8.8',
      location: {
        country: 'JP',
        region: 'JP-13',
        city: 'Tokyo',
        lat: 35.67,
        long: 139.65,
        coordinates: [139.65, 35.67],
      },
      autonomous_system: { number: 15169, name: 'G' },
    });
    expect(event.enrichments).toBeUndefined();
  });

  test('a documentation address is labelled, and external nevertheless', () => {
    const enrich = createEnricher({ geo: [geo({ '203.0.113.50': { country: 'AU' } })] });
    const event = apiEvent();

    enrich(event);

    expect(event.src_endpoint?.location).toEqual({ country: 'AU' });
    expect(event.enrichments).toEqual([
      { name: 'src_endpoint.ip', value: '203.0.113.50', type: 'address', data: { kind: 'documentation' } },
    ]);
  });

  test('a private address is labelled and never looked up', () => {
    const database = geo({ '10.0.0.1': tokyo });
    const event = apiEvent({ src_endpoint: { ip: '10.0.0.1' }, dst_endpoint: { ip: 'fe80::1' } });

    createEnricher({ geo: [database] })(event);

    expect(database.asked).toEqual([]);
    expect(event.src_endpoint).toEqual({ ip: '10.0.0.1' });
    expect(event.enrichments?.map(({ name, data }) => [name, data])).toEqual([
      ['src_endpoint.ip', { kind: 'private' }],
      ['dst_endpoint.ip', { kind: 'link-local' }],
    ]);
  });

  test('what the source said of the place stays', () => {
    const event = apiEvent({ src_endpoint: { ip: '8.8.8.8', location: { country: 'US' } } });

    createEnricher({ geo: [geo({ '8.8.8.8': tokyo })] })(event);

    expect(event.src_endpoint?.location).toEqual({ country: 'US' });
  });

  test('is looked up once, and events do not share what they get', () => {
    const database = geo({ '8.8.8.8': tokyo });
    const enrich = createEnricher({ geo: [database] });
    const [first, second] = [
      apiEvent({ src_endpoint: { ip: '8.8.8.8' } }),
      apiEvent({ src_endpoint: { ip: '8.8.8.8' } }),
    ];

    enrich(first);
    enrich(second);

    expect(database.asked).toEqual(['8.8.8.8']);
    expect(first.src_endpoint?.location).not.toBe(second.src_endpoint?.location);
  });
});

describe('directories', () => {
  const users = directory('user,email,department\nalice,alice@company.com,Finance\n', 'users.csv');
  const accounts = directory('account,environment,owner\n123456789012,production,payments\n', 'accounts.csv');

  test('a user gets a department, an account its environment and owner', () => {
    const event = apiEvent({ src_endpoint: { ip: '8.8.8.8' } });

    createEnricher({ users, accounts })(event);

    expect(event.enrichments).toEqual([
      {
        name: 'actor.user.name',
        value: 'Alice@Company.com',
        type: 'directory',
        provider: 'users.csv',
        data: { department: 'Finance' },
      },
      {
        name: 'cloud.account.uid',
        value: '123456789012',
        type: 'directory',
        provider: 'accounts.csv',
        data: { environment: 'production', owner: 'payments' },
      },
    ]);
  });

  test('a project is found where there is no account', () => {
    const projects = directory('account,environment\nproject-1,staging\n', 'accounts.csv');
    const event = apiEvent({
      src_endpoint: { ip: '8.8.8.8' },
      cloud: { provider: 'GCP', project_uid: 'project-1' },
    });

    createEnricher({ accounts: projects })(event);

    expect(event.enrichments?.[0]).toMatchObject({
      name: 'cloud.project_uid',
      data: { environment: 'staging' },
    });
  });
});

test('changes nothing that was there, adds nothing twice, and leaves a valid event', () => {
  const enrich = createEnricher({
    geo: [geo({ '203.0.113.50': tokyo })],
    users: directory('email,department\nalice@company.com,Finance\n', 'users.csv'),
  });
  const event = apiEvent();
  enrich(event);
  const once = JSON.stringify(event);

  enrich(event);

  expect(JSON.stringify(event)).toBe(once);
  expect(event).toMatchObject(apiEvent());
  expect(errors(event)).toEqual([]);
});
