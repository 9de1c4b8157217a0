import {
  attributeOf,
  attributeType,
  categoryOf,
  className,
  classSchema,
  holderOf,
  objectSchema,
} from '../../../lib/ocsf/lookup';

describe('classes', () => {
  test.each([
    [0, 'Base Event', { uid: 0, name: 'Uncategorized' }],
    [2004, 'Detection Finding', { uid: 2, name: 'Findings' }],
    [3002, 'Authentication', { uid: 3, name: 'Identity & Access Management' }],
    [4001, 'Network Activity', { uid: 4, name: 'Network Activity' }],
    [6003, 'API Activity', { uid: 6, name: 'Application Activity' }],
  ])('%i has its caption and category', (uid, caption, category) => {
    expect(className(uid)).toBe(caption);
    expect(categoryOf(uid)).toEqual(category);
  });

  test('are found by uid and by name', () => {
    expect(classSchema('api_activity')).toBe(classSchema(6003));
  });

  test.each([[-1], [6999], [Number.NaN], ['toString'], ['__proto__'], ['user']])('%p is none', (holder) => {
    expect(classSchema(holder)).toBeUndefined();
  });

  test('without a schema have neither caption nor category', () => {
    expect(className(6999)).toBeUndefined();
    expect(categoryOf(6999)).toBeUndefined();
  });
});

describe('attributes', () => {
  test.each([
    ['network_endpoint', 'ip', 'ip_t'],
    ['network_endpoint', 'hostname', 'hostname_t'],
    ['user', 'name', 'username_t'],
    ['user', 'email_addr', 'email_t'],
    ['user', 'full_name', 'string_t'],
    ['user', 'groups', 'object'],
    ['request', 'data', 'json_t'],
    [6003, 'message', 'string_t'],
    [6003, 'time', 'timestamp_t'],
  ])('of %s: %s is of type %s', (holder, attribute, type) => {
    expect(attributeType(holder, attribute)).toBe(type);
  });

  test.each([
    [6003, 'nothing'],
    ['nothing', 'ip'],
    [6003, 'toString'],
    ['user', '__proto__'],
    ['user', 'constructor'],
  ])('of %s: %s is none', (holder, attribute) => {
    expect(attributeOf(holder, attribute)).toBeUndefined();
  });

  test('lead from an event down to the type of each value', () => {
    const actor = classSchema(6003)?.attributes.actor;
    const user = objectSchema(actor?.objectType ?? '')?.attributes.user;
    const groups = objectSchema(user?.objectType ?? '')?.attributes.groups;

    expect([actor?.objectType, user?.objectType, groups?.objectType]).toEqual(['actor', 'user', 'group']);
    expect([actor?.isArray, user?.isArray, groups?.isArray]).toEqual([false, false, true]);
    expect(attributeType(groups?.objectType ?? '', 'name')).toBe('string_t');
  });

  test('that hold any JSON have no schema below', () => {
    expect(attributeOf(6003, 'unmapped')).toMatchObject({
      type: 'object',
      baseType: 'object',
      objectType: undefined,
    });
  });

  test('say what the schema wants of them', () => {
    expect(attributeOf(6003, 'cloud')).toMatchObject({
      requirement: 'required',
      profile: 'cloud',
      objectType: 'cloud',
    });
    expect(attributeOf(6003, 'severity_id')).toMatchObject({ requirement: 'required', sibling: 'severity' });
    expect(attributeOf(6003, 'severity_id')?.enum?.[1]).toBe('Informational');
    expect(attributeOf('location', 'coordinates')).toMatchObject({
      baseType: 'float_t',
      isArray: true,
      deprecated: '1.2.0',
    });
  });
});

test('a holder is a class before it is an object', () => {
  expect(holderOf('api_activity')).toBe(classSchema(6003));
  expect(holderOf('user')).toBe(objectSchema('user'));
  expect(holderOf('nothing')).toBeUndefined();
});
