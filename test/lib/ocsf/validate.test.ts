import type { JsonObject, JsonValue } from '../../../lib/json';
import { classify, severity } from '../../../lib/ocsf/build';
import { fits } from '../../../lib/ocsf/fits';
import { schemaTables } from '../../../lib/ocsf/schema';
import { errors, type Problem, validate } from '../../../lib/ocsf/validate';
import { apiEvent } from './events';
import { mutate, randomEvent, randomFrom } from './random-events';

/** Errors and warnings as `level path`; what is only recommended is left out. */
function found(event: unknown): string[] {
  const weighty = validate(event).filter(({ level }) => level !== 'recommended');
  return weighty.map(({ level, path }) => `${level} ${path}`);
}

function changed(changes: JsonObject): JsonObject {
  return { ...apiEvent(), ...changes };
}

const user = (value: JsonValue) =>
  changed({ actor: { user: { name: 'x', groups: [{ name: 'y' }, value] } } });

test('a valid event has no errors and no warnings', () => {
  expect(found(apiEvent())).toEqual([]);
  expect(errors(apiEvent())).toEqual([]);
});

test('undefined attributes are absent ones', () => {
  expect(found(changed({ message: undefined, nonsense: undefined }))).toEqual([]);
  expect(found(changed({ time: undefined }))).toEqual(['error time']);
});

describe('errors', () => {
  test.each<[string, unknown, string[]]>([
    ['no object', [], ['error .']],
    ['null', null, ['error .']],
    ['text', 'event', ['error .']],
    ['no class_uid', {}, ['error class_uid']],
    ['an unknown class', changed({ class_uid: 6999 }), ['error class_uid']],
    ['an unknown attribute', changed({ evnt_name: 'x' }), ['error evnt_name']],
    ['an unknown attribute below', user({ name: 'x', colour: 'red' }), ['error actor.user.groups[1].colour']],
    ['null', changed({ message: null }), ['error message']],
    ['null in an array', user(null), ['error actor.user.groups[1]']],
    ['a scalar for an object', changed({ cloud: 'AWS' }), ['error cloud']],
    ['an array for an object', changed({ cloud: [] }), ['error cloud']],
    ['an object for an array', changed({ resources: {} }), ['error resources']],
    ['a scalar in an array of objects', user('admins'), ['error actor.user.groups[1]']],
    ['an array for text', changed({ message: ['a'] }), ['error message']],
    ['a number for text', changed({ message: 1 }), ['error message']],
    ['text for a number', changed({ count: '1' }), ['error count']],
    ['a fraction for an integer', changed({ count: 1.5 }), ['error count']],
    ['an integer beyond 64 bits and more', changed({ count: 1e21 }), ['error count']],
    ['not a number', changed({ count: Number.NaN }), ['error count']],
    ['a truth value for an integer', changed({ count: true }), ['error count']],
    [
      'text for a truth value',
      changed({ actor: { user: { name: 'x', has_mfa: 'true' } } }),
      ['error actor.user.has_mfa'],
    ],
    ['text for a time', changed({ time: '2024-08-12T10:30:00Z' }), ['error time']],
    ['a required attribute missing', changed({ api: {} }), ['error api.operation']],
    ['a required attribute of a listed profile missing', changed({ cloud: undefined }), ['error cloud']],
    ['an empty object that needs one of several', changed({ src_endpoint: {} }), ['error src_endpoint']],
    ['an id outside the enum', changed({ severity_id: 42 }), ['error severity_id']],
    [
      'a port out of range',
      changed({ src_endpoint: { ip: '::1', port: 65536 } }),
      ['error src_endpoint.port'],
    ],
    ['mask text for an address', changed({ src_endpoint: { ip: '[IP_MASKED]' } }), ['error src_endpoint.ip']],
    ['an address too long', changed({ src_endpoint: { ip: '1'.repeat(41) } }), ['error src_endpoint.ip']],
    ['another class’s type_uid', changed({ type_uid: 300201 }), ['error type_uid', 'error type_uid']],
    [
      'another activity’s type_uid',
      changed({ type_uid: 600302, type_name: 'API Activity: Read' }),
      ['error type_uid'],
    ],
    [
      'a profile the class lacks',
      changed({ metadata: { ...apiEvent().metadata, profiles: ['cloud', 'container'] } }),
      ['error metadata.profiles'],
    ],
    [
      'own keys named as a prototype’s',
      changed(JSON.parse('{"__proto__":{"x":1},"constructor":1}')),
      ['error __proto__', 'error constructor'],
    ],
  ])('%s', (_case, event, expected) => {
    expect(found(event)).toEqual(expected);
    expect(errors(event).map(({ level, path }) => `${level} ${path}`)).toEqual(expected);
  });

  test('say what was given, and what would do', () => {
    const messages = validate(changed({ severity_id: 42, count: 'ten', cloud: {} })).filter(
      ({ level }) => level === 'error',
    );

    expect(messages).toEqual<Problem[]>([
      {
        level: 'error',
        path: 'severity_id',
        message: '42 is not in the enum: one of 0, 1, 2, 3, 4, 5, 6, 99',
      },
      { level: 'error', path: 'cloud.provider', message: 'required by cloud, missing' },
      { level: 'error', path: 'count', message: 'integer_t expected, got text "ten"' },
    ]);
  });
});

describe('warnings', () => {
  test.each<[string, JsonObject, string[]]>([
    ['an attribute of a profile not listed', { action_id: 1 }, ['warn action_id']],
    [
      'a deprecated attribute',
      { src_endpoint: { ip: '::1', location: { country: 'JP', coordinates: [139.6, 35.6] } } },
      ['warn src_endpoint.location.coordinates'],
    ],
    ['a caption that disagrees with its id', { status_id: 1, status: 'Failure' }, ['warn status']],
    ['99 without the source’s word', { status_id: 99 }, ['warn status_id']],
    ['seconds for milliseconds', { time: 1723458600 }, ['warn time']],
    ['microseconds for milliseconds', { time: 1723458600000000 }, ['warn time']],
  ])('%s', (_case, changes, expected) => {
    const event = changed(changes);

    expect(found(event)).toEqual(expected);
    expect(errors(event)).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['99 with the source’s word', { status_id: 99, status: 'Half done' }],
    ['an id without a caption', { status_id: 1 }],
    ['the time 0', { time: 0 }],
    [
      'the datetime profile, which every class has',
      { metadata: { ...apiEvent().metadata, profiles: ['cloud', 'datetime'] } },
    ],
  ])('none for %s', (_case, changes) => {
    expect(found(changed(changes))).toEqual([]);
  });
});

test.each<[string, JsonObject, string[]]>([
  ['one of those just one may be there of', { cve: { uid: 'CVE-2024-1' } }, []],
  ['none of them', { title: 'x' }, ['error vulnerabilities[0]']],
  ['two of them', { cve: { uid: 'CVE-2024-1' }, cwe: { uid: 'CWE-79' } }, ['error vulnerabilities[0]']],
])('a finding with %s', (_case, vulnerability, expected) => {
  const event = {
    ...classify(2002, 1),
    ...severity(4),
    time: 1723458600000,
    metadata: { version: '1.5.0', product: { name: 'Scanner' } },
    finding_info: { uid: 'f-1', title: 'Old library' },
    vulnerabilities: [vulnerability],
  };

  expect(found(event)).toEqual(expected);
  expect(errors(event)).toHaveLength(expected.length);
});

test('recommended attributes that are missing are named, those of profiles are not', () => {
  const paths = validate(apiEvent())
    .filter(({ level }) => level === 'recommended')
    .map(({ path }) => path);

  expect(paths).toEqual(expect.arrayContaining(['status_id', 'cloud.region']));
  expect(paths).not.toContain('disposition_id');
});

describe('hostile events', () => {
  test('nested beyond 100 objects have an error, not a stack overflow', () => {
    let group: JsonObject = { name: 'x', pid: 1 };
    for (let depth = 0; depth < 100_000; depth += 1) {
      group = { name: 'x', pid: 1, parent_process: group };
    }

    const event = changed({ actor: { process: group } });

    expect(errors(event)).toEqual([expect.objectContaining({ message: 'more than 100 objects deep' })]);
  });

  test('that contain themselves end', () => {
    const loop: JsonObject = { name: 'x', pid: 1 };
    loop.parent_process = loop;

    expect(errors(changed({ actor: { process: loop } }))).toHaveLength(1);
  });

  test('with a hundred thousand unknown attributes have a thousand errors', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, index]));

    expect(errors(changed(many))).toHaveLength(1000);
  });

  test('cannot hide an error behind thousands of lesser things', () => {
    const resources = Array.from({ length: 5000 }, () => ({ name: 'x' }));

    expect(errors(changed({ resources, status_id: 42 }))).toMatchObject([{ path: 'status_id' }]);
  });

  test('with a profile listed a hundred thousand times are no slower to judge', () => {
    const metadata = { ...apiEvent().metadata, profiles: Array<string>(100_000).fill('cloud') };

    expect(found(changed({ metadata }))).toEqual([]);
  });

  test('free objects are not looked into', () => {
    expect(found(changed({ unmapped: JSON.parse('{"__proto__":null,"a":{"b":[null]}}') }))).toEqual([]);
  });
});

test('errors and fits find what validate finds, in random and mutated events of every class', () => {
  const classes = Object.values(schemaTables().classes).map(({ uid }) => uid);
  const events = classes.flatMap((uid) =>
    [1, 2, 3, 4, 5].flatMap((seed) => {
      const random = randomFrom(uid * 10 + seed);
      const event = randomEvent(random, uid);
      return [event, mutate(random, event)];
    }),
  );

  const differing = events.filter((event) => {
    const slow = validate(event).filter(({ level }) => level === 'error');
    return JSON.stringify(slow) !== JSON.stringify(errors(event)) || fits(event) !== (slow.length === 0);
  });
  const valid = events.filter((event) => errors(event).length === 0);

  expect(differing).toEqual([]);
  expect(valid.length).toBeGreaterThan(events.length / 2);
});
