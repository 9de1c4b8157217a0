import fc from 'fast-check';
import type { JsonObject } from '../../../lib/json';
import { classify, pair, severity, status } from '../../../lib/ocsf/build';
import { type AttributeSchema, classSchema, holderOf } from '../../../lib/ocsf/lookup';
import { schemaTables } from '../../../lib/ocsf/schema';
import { ClassUid } from '../../../lib/ocsf/types.generated';
import { validate } from '../../../lib/ocsf/validate';
import { apiEvent } from './events';

const { classes, objects } = schemaTables();

/** Enum attributes with a caption beside them, of a class or object. */
function captioned(holder: string): AttributeSchema[] {
  const attributes = Object.values(holderOf(holder)?.attributes ?? {});
  return attributes
    .filter((one) => one !== undefined)
    .filter((one) => one.enum && one.sibling && !one.isArray);
}

describe('classify', () => {
  test('gives class, category, activity and type with the captions of the schema', () => {
    expect(classify(6003, 1)).toEqual({
      activity_id: 1,
      activity_name: 'Create',
      category_uid: 6,
      category_name: 'Application Activity',
      class_uid: 6003,
      class_name: 'API Activity',
      type_uid: 600301,
      type_name: 'API Activity: Create',
    });
  });

  test('gives the base event the category 0', () => {
    expect(classify(0, 0)).toMatchObject({ category_uid: 0, category_name: 'Uncategorized', type_uid: 0 });
  });

  test('gives every activity of every class the captions of the schema', () => {
    const differing = Object.values(classes).flatMap(({ uid, caption }) =>
      Object.entries(classSchema(uid)?.attributes.activity_id?.enum ?? {}).filter(([id, activity]) => {
        const built = classify(uid, Number(id), id === '99' ? 'something' : undefined);
        return built.type_name !== `${caption}: ${activity}` || built.type_uid !== uid * 100 + Number(id);
      }),
    );

    expect(differing).toEqual([]);
  });

  test('takes the name of an activity the schema has no id for', () => {
    const other = classify(3002, 99, 'Step-up');

    expect(other).toMatchObject({
      activity_id: 99,
      activity_name: 'Step-up',
      type_name: 'Authentication: Other',
    });
  });

  test('gives the same frozen object again', () => {
    const first = classify(4001, 6);

    expect(classify(4001, 6)).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
  });

  test.each([
    ['a class OCSF lacks', 6999, 1, undefined, /OCSF has no class 6999/],
    [
      'an activity the class lacks',
      6003,
      77,
      undefined,
      /api_activity\.activity_id = 77 .* use one of 0, 1, 2, 3, 4, 99/,
    ],
    ['99 without a name', 6003, 99, undefined, /caption undefined.*source’s own word/],
    [
      'a name of its own for a known activity',
      6003,
      1,
      'Creating',
      /caption Creating.*the schema says Create/,
    ],
  ])('throws on %s', (_case, classUid, activityId, name, message) => {
    expect(() => classify(classUid, activityId, name)).toThrow(message);
  });
});

describe('pair', () => {
  test.each([
    ['user', 'type_id', 1, undefined, { type_id: 1, type: 'User' }],
    ['account', 'type_id', 10, undefined, { type_id: 10, type: 'AWS Account' }],
    ['network_connection_info', 'direction_id', 1, undefined, { direction_id: 1, direction: 'Inbound' }],
    ['authentication', 'auth_protocol_id', 99, 'Passkey', { auth_protocol_id: 99, auth_protocol: 'Passkey' }],
  ] as const)('of %s.%s %i is the id and its caption', (holder, attribute, id, given, expected) => {
    expect(pair(holder, attribute, id, given)).toEqual(expected);
  });

  test('gives the same frozen object again, but keeps none whose caption is not the schema’s', () => {
    expect(pair('user', 'type_id', 1)).toBe(pair('user', 'type_id', 1));
    expect(pair('user', 'type_id', 99, 'Robot')).not.toBe(pair('user', 'type_id', 99, 'Robot'));
    expect(Object.isFrozen(pair('user', 'type_id', 1))).toBe(true);
  });

  test.each([
    ['an unknown holder', 'usr', 'type_id', 1, undefined],
    ['an unknown attribute', 'user', 'kind_id', 1, undefined],
    ['an attribute of the prototype', 'user', '__proto___id', 1, undefined],
    ['an id outside the enum', 'user', 'type_id', 42, undefined],
    ['99 without a caption', 'user', 'type_id', 99, undefined],
    ['a caption for a known id', 'user', 'type_id', 1, 'user'],
  ] as const)('throws on %s', (_case, holder, attribute, id, given) => {
    expect(() => pair(holder, attribute, id, given)).toThrow(`${holder}.${attribute}`);
  });

  test('names the caption as every sibling of an _id attribute is named in the schema', () => {
    const siblings = [...Object.keys(classes), ...Object.keys(objects)]
      .flatMap(captioned)
      .filter(({ name }) => name.endsWith('_id') && name !== 'activity_id');

    const odd = siblings.filter(({ name, sibling }) => name !== `${sibling}_id`);

    expect(siblings.length).toBeGreaterThan(300);
    expect(odd).toEqual([]);
  });
});

test.each([
  [severity(0), { severity_id: 0, severity: 'Unknown' }],
  [severity(5), { severity_id: 5, severity: 'Critical' }],
  [status(1), { status_id: 1, status: 'Success' }],
  [status(2), { status_id: 2, status: 'Failure' }],
])('%j are the ids and captions of the base event', (built, expected) => {
  expect(built).toEqual(expected);
});

test('captions of events built with classify and pair always agree with their ids', () => {
  const choices = Object.entries(classes).map(([name, { uid }]) => ({ name, uid, enums: captioned(name) }));
  const built = fc.constantFrom(...choices).chain(({ name, uid, enums }) => {
    const ids = enums
      .filter((one) => one.name.endsWith('_id') && one.name !== 'activity_id')
      .map((one) => fc.constantFrom(...Object.keys(one.enum ?? {}).map(Number)).map((id) => ({ one, id })));
    const activities = Object.keys(classSchema(uid)?.attributes.activity_id?.enum ?? {}).map(Number);
    return fc.tuple(fc.constantFrom(...activities), ...ids).map(
      ([activity, ...chosen]): JsonObject => ({
        ...classify(uid, activity, activity === 99 ? 'something' : undefined),
        ...Object.assign(
          {},
          ...chosen.map(({ one, id }) =>
            pair(name, one.name as `${string}_id`, id, id === 99 ? 'something' : undefined),
          ),
        ),
      }),
    );
  });

  fc.assert(
    fc.property(built, (event) => {
      const disagreeing = validate(event).filter(({ message }) =>
        /caption|\(Other\)|type_uid|enum/.test(message),
      );
      expect(disagreeing).toEqual([]);
    }),
  );
});

test('every class the platform names can be classified', () => {
  const uids = Object.values(ClassUid).map((uid) => classify(uid, 0).class_uid);

  expect(uids).toEqual(Object.values(ClassUid));
});

test('an event is a JSON object without a cast', () => {
  const event: JsonObject = apiEvent({ unmapped: { any: [1, null, { thing: 'x' }] }, message: undefined });

  expect(event.class_uid).toBe(6003);
});
