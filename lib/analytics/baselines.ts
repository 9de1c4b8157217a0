import type { Baseline } from './baseline';
import type { Condition } from './condition';

/** Calls that succeeded. */
const DONE: Condition = { column: 'status_id', in: [1] };
const CHANGES: Condition = { column: 'activity_id', in: [1, 3, 4] };

/** Addresses inside: private, shared by a carrier or a cluster, link-local, loopback. */
const INSIDE =
  '^(?:10[.]|192[.]168[.]|172[.](?:1[6-9]|2[0-9]|3[01])[.]|100[.](?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.]|169[.]254[.]|127[.]|f[cd][0-9a-f][0-9a-f]:|fe[89ab][0-9a-f]:)';

/**
 * Operations that rule others: identities and rights, keys, logging and its detectors, the organization, network rules.
 * Of AWS by service; of Azure by resource provider; of Google Cloud by method.
 */
const ADMINISTERS: Condition = {
  any: [
    {
      column: 'service',
      in: [
        'iam.amazonaws.com',
        'sso.amazonaws.com',
        'identitystore.amazonaws.com',
        'organizations.amazonaws.com',
        'account.amazonaws.com',
        'kms.amazonaws.com',
        'secretsmanager.amazonaws.com',
        'cloudtrail.amazonaws.com',
        'config.amazonaws.com',
        'guardduty.amazonaws.com',
        'securityhub.amazonaws.com',
        'logs.amazonaws.com',
        'ec2.amazonaws.com',
        'route53.amazonaws.com',
      ],
    },
    {
      column: 'operation',
      matches:
        '^microsoft[.](?:authorization|aad|managedidentity|keyvault|insights|security|policyinsights|network|management)/',
    },
    {
      column: 'operation',
      matches:
        'setiampolicy|serviceaccount|(?:create|update|delete)(?:sink|role|exclusion|bucket)|cryptokey|firewalls[.]|orgpolicy',
    },
  ],
};

const USER = ['cloud_provider', 'account_uid', 'user_id'];

/** What is learnt of users and machines, and told of when they leave it. */
export const BASELINES: readonly Baseline[] = [
  {
    id: 'rare-administration',
    title: 'Administrative operation that this user never used',
    description:
      'A change to identities, rights, keys, logging or network rules by a user who, in all days of the history, made other such changes but never this one.',
    level: 'medium',
    tags: ['attack.persistence', 'attack.t1098'],
    owner: 'cloud-security',
    runbook:
      '1. Is the operation part of a change that was announced? Ask the user, not by the account that acted.\n2. Did the session come from its usual address and client? List the other calls of the session.\n3. Otherwise revoke the sessions, undo the change, rotate the keys of the user.',
    categories: ['application', 'auth'],
    where: { all: [DONE, CHANGES, ADMINISTERS] },
    entity: USER,
    measure: { kind: 'values', column: 'operation' },
    window: 'hour',
    judge: { kind: 'never', thing: 'operation', minDays: 10 },
  },
  {
    id: 'new-country',
    title: 'User active from a country never seen for them',
    description: 'Calls or sign-ins of a user that came, by address, from a country not in their history.',
    level: 'medium',
    tags: ['attack.initial-access', 'attack.t1078'],
    owner: 'cloud-security',
    runbook:
      '1. Is the user travelling, or behind a new proxy or VPN? Ask them by another way.\n2. Which client, and was the second factor given?\n3. Otherwise revoke the sessions and reset the credentials; list what was done from that address.',
    categories: ['application', 'auth'],
    where: DONE,
    entity: USER,
    measure: { kind: 'values', column: 'src_country' },
    window: 'day',
    judge: { kind: 'never', thing: 'country', minDays: 10 },
  },
  {
    id: 'user-volume',
    title: 'User far more active than usual',
    description: 'Events of a user in a day, against their own days before.',
    level: 'low',
    tags: ['attack.discovery', 'attack.t1580'],
    owner: 'cloud-security',
    runbook:
      '1. Which operations make the volume? Compare them with the day before.\n2. A new program under the name of a person is a key in use elsewhere until explained.\n3. Many reads of many services: treat as discovery, look for what followed.',
    categories: ['application', 'auth'],
    where: { not: { column: 'user_id', matches: '[.]amazonaws[.]com$' } },
    entity: USER,
    measure: { kind: 'count' },
    window: 'day',
    judge: { kind: 'above', centre: 'median', k: 10, floor: 1_000, unit: 'events', minDays: 10 },
  },
  {
    id: 'user-services',
    title: 'User turning to far more services than usual',
    description: 'Different services that a user called in a day, against their own days before.',
    level: 'low',
    tags: ['attack.discovery', 'attack.t1526'],
    owner: 'cloud-security',
    runbook:
      '1. Were most of the calls reads, or refused? That is someone looking around.\n2. Is it an inventory or a scanner that was announced?\n3. Otherwise revoke the sessions, then look at what was found and used.',
    categories: ['application'],
    where: { not: { column: 'user_id', matches: '[.]amazonaws[.]com$' } },
    entity: USER,
    measure: { kind: 'distinct', column: 'service' },
    window: 'day',
    judge: { kind: 'above', centre: 'mean', k: 5, floor: 10, unit: 'services', minDays: 10 },
  },
  {
    id: 'mass-reads',
    title: 'User reading far more objects than usual',
    description:
      'Objects that a user fetched from storage in an hour, against the busiest hour of their days.',
    level: 'medium',
    tags: ['attack.collection', 'attack.t1530'],
    owner: 'data-protection',
    runbook:
      '1. Which buckets, and what is in them? Is it a migration or a backup by its known role?\n2. Where did the bytes go: the address, and whether it is inside?\n3. Otherwise revoke the sessions, close the bucket to the user, list the objects for whoever must be told.',
    categories: ['application'],
    where: { all: [DONE, { column: 'operation', in: ['GetObject', 'GetBlob', 'storage.objects.get'] }] },
    entity: USER,
    measure: { kind: 'count' },
    window: 'hour',
    judge: { kind: 'above', centre: 'median', k: 10, floor: 500, unit: 'reads', minDays: 7 },
  },
  {
    id: 'mass-download',
    title: 'User downloading far more than usual',
    description: 'Bytes that a user fetched from S3 in an hour, against the busiest hour of their days.',
    level: 'high',
    tags: ['attack.exfiltration', 'attack.t1530'],
    owner: 'data-protection',
    runbook:
      '1. Which buckets, and what is in them? Is it a migration or a backup by its known role?\n2. Where did the bytes go: the address, and whether it is inside?\n3. Otherwise revoke the sessions, close the bucket to the user, list the objects for whoever must be told.',
    categories: ['application'],
    where: { all: [DONE, { column: 'operation', in: ['GetObject'] }] },
    entity: USER,
    measure: { kind: 'sum', path: ['unmapped', 'additionalEventData', 'bytesTransferredOut'] },
    window: 'hour',
    judge: { kind: 'above', centre: 'median', k: 10, floor: 1_000_000_000, unit: 'bytes', minDays: 7 },
  },
  {
    id: 'host-transfer',
    title: 'Machine sending far more outside than usual',
    description:
      'Bytes that an address inside sent to addresses outside in an hour, against the busiest hour of its own days.',
    level: 'high',
    tags: ['attack.exfiltration', 'attack.t1048'],
    owner: 'network',
    runbook:
      '1. Where to? List the destinations of that hour by bytes, with their owners (ASN).\n2. What runs there, and is the transfer theirs: a backup, an update, a new customer?\n3. Unknown to the owner: take the interface off the network, keep memory and disk.',
    categories: ['network'],
    where: {
      all: [
        { column: 'class_uid', in: [4001] },
        { column: 'source_ip', matches: INSIDE },
        // A masked destination has no address any more: those are all outside.
        { not: { column: 'dst_ip', matches: INSIDE } },
        { not: { column: 'disposition', in: ['Blocked'] } },
      ],
    },
    entity: ['cloud_provider', 'account_uid', 'source_ip'],
    measure: { kind: 'sum', column: 'bytes' },
    window: 'hour',
    judge: { kind: 'above', centre: 'median', k: 10, floor: 1_000_000_000, unit: 'bytes', minDays: 7 },
  },
];
