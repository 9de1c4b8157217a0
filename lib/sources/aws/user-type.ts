import { pair } from '../../ocsf/build';

export type UserType = ReturnType<typeof pair<'type_id'>>;

const USER = pair('user', 'type_id', 1);
const ADMIN = pair('user', 'type_id', 2);
const SYSTEM = pair('user', 'type_id', 3);

/** OCSF's kinds of user for AWS's kinds of identity; what OCSF has no kind for keeps AWS's word. */
export const USER_TYPES: ReadonlyMap<string, UserType> = new Map([
  ['IAMUser', USER],
  ['FederatedUser', USER],
  ['SAMLUser', USER],
  ['WebIdentityUser', USER],
  ['IdentityCenterUser', USER],
  ['Directory', USER],
  ['Root', ADMIN],
  ['AWSService', SYSTEM],
  ['AssumedRole', pair('user', 'type_id', 99, 'AssumedRole')],
  ['Role', pair('user', 'type_id', 99, 'Role')],
  ['AWSAccount', pair('user', 'type_id', 99, 'AWSAccount')],
]);
