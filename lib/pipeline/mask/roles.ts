import type { AttributeSchema, HolderSchema } from '../../ocsf/lookup';

/**
 * What an attribute of an OCSF class or object holds, as far as masking cares:
 * - `none`: constants, numbers, times: never touched;
 * - `text`, `agent`: free text; a user agent, whose products have versions;
 * - `json`: whatever was kept as it came;
 * - `id`: an id of a request, an event or an account: touched only when it holds an `@`;
 * - `name`, `phone`: a person's, as a whole; `identity`: a text that may name one (an ARN, a session);
 * - `email`, `ip`: typed, so that no mask fits; `address`: a text that may be or hold an address;
 * - `observable`: the value of an observable, whose type says what it is;
 * - `object`: an object or objects with roles of their own.
 */
export type Role =
  | 'none'
  | 'text'
  | 'agent'
  | 'json'
  | 'id'
  | 'name'
  | 'phone'
  | 'identity'
  | 'email'
  | 'ip'
  | 'address'
  | 'observable'
  | 'object';

type Roles = Readonly<Record<string, Role>>;

const ENDPOINT: Roles = { name: 'address', uid: 'address', domain: 'address', svc_name: 'address' };
const ENTITY: Roles = { name: 'identity', uid: 'identity' };

/** Where the type alone does not say it: by object, then attribute. */
const BY_OBJECT: Readonly<Record<string, Roles>> = {
  endpoint: ENDPOINT,
  network_endpoint: ENDPOINT,
  network_proxy: ENDPOINT,
  device: ENDPOINT,
  load_balancer: ENDPOINT,
  network_interface: ENDPOINT,
  dns_answer: { rdata: 'address' },
  user: {
    full_name: 'name',
    display_name: 'name',
    phone_number: 'phone',
    uid: 'identity',
    uid_alt: 'identity',
    credential_uid: 'identity',
    domain: 'identity',
  },
  ldap_person: {
    display_name: 'name',
    given_name: 'name',
    surname: 'name',
    ldap_cn: 'name',
    ldap_dn: 'name',
    employee_uid: 'name',
    phone_number: 'phone',
  },
  session: { uid: 'identity', uid_alt: 'identity', issuer: 'identity', credential_uid: 'identity' },
  group: ENTITY,
  organization: ENTITY,
  idp: ENTITY,
  account: { name: 'identity', uid: 'id', type: 'none' },
  cloud: { provider: 'none', region: 'none', zone: 'none', cloud_partition: 'none', project_uid: 'id' },
  metadata: {
    uid: 'id',
    correlation_uid: 'id',
    original_event_uid: 'id',
    original_time: 'none',
    version: 'none',
  },
  request: { uid: 'id' },
  trace: { uid: 'id' },
  span: { uid: 'id' },
  http_request: { user_agent: 'agent', uid: 'id' },
  observable: { value: 'observable' },
  key_value_object: { value: 'text' },
};

/** Captions and ids that every class has, always the schema's own words. */
const BY_NAME: Roles = { class_name: 'none', category_name: 'none', severity: 'none', type_name: 'none' };

const BY_TYPE: Roles = {
  ip_t: 'ip',
  subnet_t: 'ip',
  email_t: 'email',
  username_t: 'name',
  hostname_t: 'address',
  json_t: 'json',
  object: 'json',
  uuid_t: 'none',
  mac_t: 'none',
  datetime_t: 'none',
  file_hash_t: 'none',
  bytestring_t: 'none',
};

/** Objects that hold nothing but the platform's own words. */
const CONSTANT_OBJECTS: ReadonlySet<string> = new Set([
  'product',
  'extension',
  'autonomous_system',
  'fingerprint',
]);

/** Role of an attribute in the class or object that holds it. */
export function roleOf(holder: HolderSchema, attribute: AttributeSchema): Role {
  const special = BY_OBJECT[holder.name]?.[attribute.name] ?? BY_NAME[attribute.name];
  if (special) {
    return special;
  }
  if (attribute.objectType !== undefined) {
    return CONSTANT_OBJECTS.has(attribute.objectType) ? 'none' : 'object';
  }
  return BY_TYPE[attribute.type] ?? (attribute.baseType === 'string_t' ? 'text' : 'none');
}
