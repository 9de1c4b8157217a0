import { isObject, type JsonObject } from '../json';
import { appliedProfiles, MAX_DEPTH } from './fits';
import { type AttributePlan, type ClassPlan, classPlan, type HolderPlan } from './plan';
import { isInteger, shown, valueError, valueWarning } from './value';

/** One thing wrong with an event; `path` reads `actor.user.groups[0].name`, `.` is the event itself. */
export interface Problem {
  readonly level: 'error' | 'warn' | 'recommended';
  readonly path: string;
  readonly message: string;
}

/** Of each level: enough to understand an event by, few enough for the memory when a hostile one has millions. */
const MAX_PROBLEMS = 1000;

/** The id that says: none of the schema's. */
const OTHER = 99;

interface Walk {
  readonly problems: Problem[];
  /** How many more of each level are kept, so that a thousand small things cannot hide an error. */
  readonly room: Record<Problem['level'], number>;
  readonly profiles: ReadonlySet<unknown>;
}

/** The problems of an event, in the order of its attributes. */
export function report(event: unknown): Problem[] {
  if (!isObject(event)) {
    return [{ level: 'error', path: '.', message: `an event must be an object, got ${shown(event)}` }];
  }
  const plan = classPlan(asNumber(event.class_uid));
  if (!plan) {
    return [{ level: 'error', path: 'class_uid', message: `no class of OCSF: ${shown(event.class_uid)}` }];
  }
  const walk: Walk = {
    problems: [],
    room: { error: MAX_PROBLEMS, warn: MAX_PROBLEMS, recommended: MAX_PROBLEMS },
    profiles: new Set(appliedProfiles(event)),
  };
  reportEnvelope(walk, plan, event);
  reportHolder(walk, plan, event, '', 0);
  return walk.problems;
}

/** A truth value counts as 0 or 1 here, as in the reference validator, so that both find the same. */
function asNumber(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

function add(walk: Walk, level: Problem['level'], path: string, message: string): void {
  if (walk.room[level] > 0) {
    walk.room[level] -= 1;
    walk.problems.push({ level, path, message });
  }
}

function reportEnvelope(walk: Walk, plan: ClassPlan, event: JsonObject): void {
  for (const profile of walk.profiles) {
    if (!plan.profiles.has(profile)) {
      const message = `${shown(profile)} is no profile of ${plan.schema.name}: ${[...plan.profiles].join(', ')}`;
      add(walk, 'error', 'metadata.profiles', message);
    }
  }
  const activity = asNumber(event.activity_id);
  const typeUid = plan.schema.uid * 100 + Number(activity);
  if (isInteger(activity) && event.type_uid !== typeUid) {
    const message = `${shown(event.type_uid)}, but class_uid * 100 + activity_id is ${typeUid}`;
    add(walk, 'error', 'type_uid', message);
  }
}

function reportHolder(walk: Walk, plan: HolderPlan, value: JsonObject, prefix: string, depth: number): void {
  const self = prefix === '' ? '.' : prefix.slice(0, -1);
  if (depth > MAX_DEPTH) {
    add(walk, 'error', self, `more than ${MAX_DEPTH} objects deep`);
    return;
  }
  for (const key in value) {
    if (walk.room.error === 0) {
      return;
    }
    const attribute = value[key] === undefined ? undefined : plan.attributes.get(key);
    if (attribute) {
      reportStanding(walk, attribute, prefix + key);
      reportAttribute(walk, attribute, value[key], prefix + key, depth);
      reportCaption(walk, attribute, value, prefix);
    } else if (value[key] !== undefined) {
      add(walk, 'error', prefix + key, `${plan.schema.name} has no such attribute`);
    }
  }
  reportMissing(walk, plan, value, prefix);
  reportConstraints(walk, plan, value, self);
}

function reportStanding(walk: Walk, { schema }: AttributePlan, path: string): void {
  if (schema.profile !== undefined && !walk.profiles.has(schema.profile)) {
    add(walk, 'warn', path, `belongs to profile ${schema.profile}, which metadata.profiles does not list`);
  }
  if (schema.deprecated !== undefined) {
    add(walk, 'warn', path, `deprecated since ${schema.deprecated}`);
  }
}

function reportAttribute(
  walk: Walk,
  attribute: AttributePlan,
  value: unknown,
  path: string,
  depth: number,
): void {
  if (value === null) {
    add(walk, 'error', path, 'null: leave the attribute out');
  } else if (!attribute.isArray) {
    reportValue(walk, attribute, value, path, depth);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length && walk.room.error > 0; index += 1) {
      reportValue(walk, attribute, value[index], `${path}[${index}]`, depth);
    }
  } else {
    add(walk, 'error', path, `must be an array, got ${shown(value)}`);
  }
}

function reportValue(
  walk: Walk,
  attribute: AttributePlan,
  value: unknown,
  path: string,
  depth: number,
): void {
  if (attribute.check !== undefined) {
    const error = valueError(attribute.check, value);
    const warning = error === undefined ? valueWarning(attribute.schema, value) : undefined;
    if (error !== undefined || warning !== undefined) {
      add(walk, error === undefined ? 'warn' : 'error', path, error ?? warning ?? '');
    }
    return;
  }
  const object = attribute.object();
  if (!isObject(value)) {
    add(walk, 'error', path, `must be an object (${object?.schema.name ?? 'any'}), got ${shown(value)}`);
  } else if (object) {
    reportHolder(walk, object, value, `${path}.`, depth + 1);
  }
}

function reportCaption(walk: Walk, { schema }: AttributePlan, holder: JsonObject, prefix: string): void {
  const { name, sibling } = schema;
  const id = holder[name];
  if (schema.enum === undefined || sibling === undefined || schema.isArray || !isInteger(id)) {
    return;
  }
  const given = holder[sibling];
  if (id === OTHER && given === undefined) {
    add(walk, 'warn', prefix + name, `${OTHER} (Other) wants ${sibling} beside it, the source's own word`);
  }
  const caption = schema.enum[id];
  if (id !== OTHER && given !== undefined && caption && given !== caption) {
    add(walk, 'warn', prefix + sibling, `${shown(given)}, but the caption of ${name} ${id} is ${caption}`);
  }
}

function reportMissing(walk: Walk, plan: HolderPlan, holder: JsonObject, prefix: string): void {
  for (const { schema } of plan.attributes.values()) {
    const { name, profile, requirement } = schema;
    if (holder[name] !== undefined) {
      continue;
    }
    if (requirement === 'required' && (profile === undefined || walk.profiles.has(profile))) {
      add(walk, 'error', prefix + name, `required by ${profile ?? plan.schema.name}, missing`);
    } else if (requirement === 'recommended' && profile === undefined) {
      add(walk, 'recommended', prefix + name, `recommended by ${plan.schema.name}, missing`);
    }
  }
}

function reportConstraints(walk: Walk, plan: HolderPlan, holder: JsonObject, path: string): void {
  for (const [constraint, names] of Object.entries(plan.schema.constraints)) {
    const present = names.filter((name) => holder[name] !== undefined).length;
    if ((constraint === 'at_least_one' && present < 1) || (constraint === 'just_one' && present !== 1)) {
      const message = `${plan.schema.name} wants ${constraint} of ${names.join(', ')}: ${present} present`;
      add(walk, 'error', path, message);
    }
  }
}
