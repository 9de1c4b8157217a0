import { isObject, type JsonObject } from '../json';
import { type AttributePlan, classPlan, type HolderPlan } from './plan';
import { valueError } from './value';

/** Objects inside objects an event may have; deeper is an error rather than a stack overflow. */
export const MAX_DEPTH = 100;

/** Whether an event has no error: the yes or no of `validate`, without its paths and words. */
export function fits(event: unknown): boolean {
  const plan = isObject(event) ? classPlan(event.class_uid) : undefined;
  if (!plan || !isObject(event)) {
    return false;
  }
  const listed = appliedProfiles(event);
  // Listed a million times, a profile would be looked for a million times over.
  const profiles = listed.length > plan.profiles.size ? [...new Set(listed)] : listed;
  const isAllowed = profiles.every((profile) => plan.profiles.has(profile));
  const isTyped = event.type_uid === plan.schema.uid * 100 + Number(event.activity_id);
  return isAllowed && isTyped && fitsHolder(plan, event, profiles, 0);
}

/** What `metadata.profiles` lists; nothing when it is no array. */
export function appliedProfiles(event: JsonObject): readonly unknown[] {
  const profiles = isObject(event.metadata) ? event.metadata.profiles : undefined;
  return Array.isArray(profiles) ? profiles : NONE;
}

const NONE: readonly unknown[] = [];

function fitsHolder(
  plan: HolderPlan,
  value: JsonObject,
  profiles: readonly unknown[],
  depth: number,
): boolean {
  if (depth > MAX_DEPTH) {
    return false;
  }
  let seen = 0;
  for (const key in value) {
    const item = value[key];
    if (item === undefined) {
      continue;
    }
    const attribute = plan.attributes.get(key);
    if (attribute === undefined || !fitsAttribute(attribute, item, profiles, depth)) {
      return false;
    }
    seen |= attribute.bit;
  }
  return isComplete(plan, seen, profiles);
}

function fitsAttribute(
  attribute: AttributePlan,
  value: unknown,
  profiles: readonly unknown[],
  depth: number,
): boolean {
  if (!attribute.isArray) {
    return value !== null && fitsValue(attribute, value, profiles, depth);
  }
  if (!Array.isArray(value)) {
    return false;
  }
  for (const item of value) {
    if (!fitsValue(attribute, item, profiles, depth)) {
      return false;
    }
  }
  return true;
}

function fitsValue(
  attribute: AttributePlan,
  value: unknown,
  profiles: readonly unknown[],
  depth: number,
): boolean {
  if (attribute.check !== undefined) {
    return valueError(attribute.check, value) === undefined;
  }
  if (!isObject(value)) {
    return false;
  }
  const object = attribute.object();
  return object === undefined || fitsHolder(object, value, profiles, depth + 1);
}

function isComplete(plan: HolderPlan, seen: number, profiles: readonly unknown[]): boolean {
  if ((seen & plan.required) !== plan.required) {
    return false;
  }
  for (const { profile, required } of plan.byProfile) {
    if ((seen & required) !== required && profiles.includes(profile)) {
      return false;
    }
  }
  for (const mask of plan.atLeastOne) {
    if ((seen & mask) === 0) {
      return false;
    }
  }
  for (const mask of plan.justOne) {
    const present = seen & mask;
    if (present === 0 || (present & (present - 1)) !== 0) {
      return false;
    }
  }
  return true;
}
