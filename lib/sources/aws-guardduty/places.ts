import { ACTION_PLACES } from '../aws/finding/action-places';
import { timeOf } from '../aws/finding/time';
import { fieldPathsOf, integer, type Places, readAt, textsAt } from '../shared/places';
import { RESOURCE_PLACES } from './resources';
import { SEQUENCE_PLACES } from './sequence';

/**
 * Where a finding's attributes go; what is not listed stays in `unmapped` under GuardDuty's names, as do the severity's
 * number and whether it is archived. Source: Amazon GuardDuty API Reference, Finding and Service.
 */
export const PLACES: Places = new Map([
  ...textsAt(
    ['schemaVersion', 'metadata.log_version'],
    ['accountId', 'cloud.account.uid'],
    ['region', 'cloud.region'],
    ['partition', 'cloud.cloud_partition'],
    ['id', 'finding_info.uid'],
    ['arn', 'finding_info.uid_alt'],
    ['type', 'finding_info.types'],
    ['title', 'finding_info.title'],
    ['description', 'finding_info.desc'],
    ['updatedAt', 'metadata.original_time'],
  ),
  ...readAt(
    timeOf,
    ['createdAt', 'finding_info.created_time'],
    ['service.eventFirstSeen', 'finding_info.first_seen_time'],
    ['service.eventLastSeen', 'finding_info.last_seen_time'],
  ),
  ...readAt(integer, ['confidence', 'confidence_score'], ['service.count', 'count']),
  ...ACTION_PLACES.map(([name, place]) => [`service.action.${name}`, place] as const),
  ...RESOURCE_PLACES.map(([name, place]) => [`resource.${name}`, place] as const),
  ...textsAt(
    ['resource.accessKeyDetails.userName', 'evidences.actor.user.name'],
    ['resource.accessKeyDetails.accessKeyId', 'evidences.actor.user.credential_uid', 'resources.uid'],
  ),
  ...SEQUENCE_PLACES.map(([name, place]) => [`service.detection.sequence.${name}`, place] as const),
]);

const FIELDS = fieldPathsOf(PLACES);

/** Attributes of a finding. */
const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...[...FIELDS.keys()].map((path) => path.split('.', 1)[0] ?? ''),
  'severity',
  'associatedAttackSequenceArn',
]);

/** Where a field of GuardDuty's own naming stands in the event; empty when a finding has no such attribute. */
export function findingPaths(field: string): readonly string[] {
  const paths = FIELDS.get(field);
  if (paths !== undefined) {
    return paths;
  }
  const [head = '', details = ''] = field.split('.', 2);
  if (head === 'resource' && FIELDS.has(`resource.${details}`)) {
    return [`resources.data.${field.slice('resource.'.length)}`];
  }
  return ATTRIBUTES.has(head) ? [`unmapped.${field}`] : [];
}
