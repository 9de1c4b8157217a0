import type { JsonObject, JsonValue } from '../../lib/json';
import { list, number } from '../../lib/json';
import { isProduction } from '../policy/lifecycle';
import { at, type Resource, resourcesOf, spelled } from '../policy/template';
import { encryptionWeakened } from './encryption';
import { expiresSooner } from './expiry';
import { promisesOf } from './stores';

/** What a store that stays would keep less well or less long than before; empty when nothing. */
export function weakened(old: Resource, present: Resource): readonly string[] {
  const { atLeast, staysOn, fixed } = promisesOf(old) ?? { atLeast: [], staysOn: [], fixed: [] };
  const [before, now] = [old.properties, present.properties];
  return [
    ...(isProduction(old) ? retainedLess(old.body, present.body) : []),
    ...(isKept(old.body.DeletionPolicy) ? emptied(present) : []),
    ...(same(old.body.Condition, present.body.Condition)
      ? []
      : [`exists only under the condition ${spelled(present.body.Condition)}`]),
    ...atLeast.flatMap(({ path, unsaid }) =>
      less(path, daysAt(before, path, unsaid), daysAt(now, path, unsaid)),
    ),
    ...staysOn.flatMap(({ path, on, unsaid }) =>
      same(at(before, path) ?? unsaid, on) && !same(at(now, path) ?? unsaid, on) ? [`${path} is off`] : [],
    ),
    ...fixed.flatMap((path) => (same(at(before, path), at(now, path)) ? [] : [`${path} may not change`])),
    ...encryptionWeakened(before, now),
    ...lockWeakened(before, now),
    ...expiresSooner(before, now),
    ...columnsLost(before, now),
    ...keysRetyped(before, now),
    ...(before.RedrivePolicy !== undefined && now.RedrivePolicy === undefined ? ['has no dead letters'] : []),
  ];
}

/** What `DeletionPolicy` and the like kept; a trial is there to be destroyed. */
function retainedLess(before: JsonObject, now: JsonObject): readonly string[] {
  return ['DeletionPolicy', 'UpdateReplacePolicy']
    .filter((policy) => isKept(before[policy]) && !isKept(now[policy]))
    .map((policy) => `${policy} was ${spelled(before[policy])}, is ${spelled(now[policy] ?? 'Delete')}`);
}

/** CDK's own resource deletes every object when its stack goes, though the bucket itself stays. */
function emptied({ stack, logicalId }: Resource): readonly string[] {
  return resourcesOf(stack, 'Custom::S3AutoDeleteObjects').some(
    ({ properties }) => at(properties, 'BucketName.Ref') === logicalId,
  )
    ? ['is emptied when its stack is deleted']
    : [];
}

function isKept(policy: JsonValue): boolean {
  return policy === 'Retain' || policy === 'RetainExceptOnCreate' || policy === 'Snapshot';
}

const LOCK = 'ObjectLockConfiguration.Rule.DefaultRetention';

function lockWeakened(before: JsonObject, now: JsonObject): readonly string[] {
  if (at(before, LOCK) === undefined) {
    return [];
  }
  const mode = at(before, `${LOCK}.Mode`);
  return [
    ...less('days of Object Lock', lockDays(before), lockDays(now)),
    ...(mode === 'COMPLIANCE' && at(now, `${LOCK}.Mode`) !== mode
      ? ['Object Lock was in compliance mode']
      : []),
  ];
}

function lockDays(bucket: JsonObject): number {
  const [days, years] = [number(at(bucket, `${LOCK}.Days`)), number(at(bucket, `${LOCK}.Years`))];
  return days ?? (years ?? 0) * 365;
}

/** Columns are only ever appended: rows of before are read by their names and types. */
function columnsLost(before: JsonObject, now: JsonObject): readonly string[] {
  const present = new Set(columns(now));
  return columns(before)
    .filter((column) => !present.has(column))
    .map((column) => `the column ${column} is gone`);
}

function columns(table: JsonObject): readonly string[] {
  return list(at(table, 'TableInput.StorageDescriptor.Columns')).map(
    (column) => `${spelled(at(column, 'Name'))} ${spelled(at(column, 'Type'))}`,
  );
}

/** An attribute of a table's key under the same name and another type: CloudFormation makes another table for it. */
function keysRetyped(before: JsonObject, now: JsonObject): readonly string[] {
  const types = new Map(attributes(now));
  return attributes(before)
    .filter(([name, type]) => types.has(name) && types.get(name) !== type)
    .map(([name]) => `the type of the key's attribute ${name} may not change`);
}

function attributes({ AttributeDefinitions }: JsonObject): readonly (readonly [string, string])[] {
  return list(AttributeDefinitions).map(
    (one) => [spelled(at(one, 'AttributeName')), spelled(at(one, 'AttributeType'))] as const,
  );
}

/** 0 stands for no end where CloudFormation takes it. */
function daysAt(properties: JsonObject, path: string, unsaid: number): number {
  return number(at(properties, path)) || unsaid;
}

function less(what: string, before: number, now: number): readonly string[] {
  return now < before ? [`${what}: ${Number.isFinite(before) ? before : 'no end'}, now ${now}`] : [];
}

/** Whether two values are the same to CloudFormation, to which `true` and `"true"` are. */
function same(one: JsonValue, other: JsonValue): boolean {
  return one === other || (one !== undefined && other !== undefined && spelled(one) === spelled(other));
}
