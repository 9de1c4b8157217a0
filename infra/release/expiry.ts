import type { JsonObject, JsonValue } from '../../lib/json';
import { list, number } from '../../lib/json';
import { at, spelled } from '../policy/template';

/** Objects below a prefix that a bucket deletes by itself. */
interface End {
  /** Present objects, or versions that newer ones took the place of. */
  readonly of: 'objects' | 'old versions';
  readonly prefix: string;
  /** What else objects must have: tags, sizes; empty for all of the prefix. */
  readonly filter: string;
  readonly days: number;
}

/** Tells of objects that a bucket would delete earlier than before, or at all. */
export function expiresSooner(before: JsonObject, now: JsonObject): readonly string[] {
  const ends = endsOf(before);
  return endsOf(now)
    .filter((end) => !ends.some((old) => covers(old, end)))
    .map(({ of, prefix, days }) => `${of} of '${prefix}' are deleted after ${days} days, sooner than before`);
}

/** Whether whatever `end` deletes, `old` deleted as early. */
function covers(old: End, end: End): boolean {
  return (
    old.of === end.of &&
    old.days <= end.days &&
    end.prefix.startsWith(old.prefix) &&
    (old.filter === '' || old.filter === end.filter)
  );
}

function endsOf(bucket: JsonObject): readonly End[] {
  return list(at(bucket, 'LifecycleConfiguration.Rules'))
    .filter((rule) => at(rule, 'Status') === 'Enabled')
    .flatMap((rule) => [
      // A day of the calendar passes for all objects at once.
      ...end('objects', rule, at(rule, 'ExpirationDate') === undefined ? at(rule, 'ExpirationInDays') : 0),
      ...end(
        'old versions',
        rule,
        at(rule, 'NoncurrentVersionExpiration.NoncurrentDays') ??
          at(rule, 'NoncurrentVersionExpirationInDays'),
      ),
    ]);
}

function end(of: End['of'], rule: JsonValue, value: JsonValue): readonly End[] {
  const days = number(value);
  const filter = [
    ...list(at(rule, 'TagFilters')),
    at(rule, 'ObjectSizeGreaterThan'),
    at(rule, 'ObjectSizeLessThan'),
  ].filter((each) => each !== undefined);
  return days === undefined
    ? []
    : [{ of, days, prefix: spelled(at(rule, 'Prefix') ?? ''), filter: filter.map(spelled).join() }];
}
