import { attributeOf, classSchema } from './lookup';

/** The eight classification attributes of an event; every caption is the schema's own. */
export interface Classification {
  readonly activity_id: number;
  readonly activity_name: string;
  readonly category_uid: number;
  readonly category_name: string;
  readonly class_uid: number;
  readonly class_name: string;
  readonly type_uid: number;
  readonly type_name: string;
}

/** Name of the caption attribute beside an id attribute. */
type Sibling<Id extends string> = Id extends `${infer Name}_id` ? Name : never;

export type Pair<Id extends string> = Readonly<Record<Id, number> & Record<Sibling<Id>, string>>;

/** The id that says: none of the schema's. */
const OTHER = 99;

const classifications = new Map<number, Map<number, Classification>>();
const pairs = new Map<string, Map<string, Map<number, Readonly<Record<string, number | string>>>>>();

/**
 * Class, category, activity and type of an event, to spread into it: `...classify(6003, 1)`. Give the activity's
 * name when, and only when, it is 99 (Other). Throws on a class or activity the schema lacks.
 */
export function classify(classUid: number, activityId: number, activityName?: string): Classification {
  const cached = activityName === undefined ? classifications.get(classUid)?.get(activityId) : undefined;
  if (cached) {
    return cached;
  }
  const built = classification(classUid, activityId, activityName);
  // Names given come from the logs: kept, they would let a sender fill the memory.
  if (activityName === undefined) {
    within(classifications, classUid).set(activityId, built);
  }
  return built;
}

function classification(
  classUid: number,
  activityId: number,
  activityName: string | undefined,
): Classification {
  const found = classSchema(classUid);
  if (!found) {
    throw new Error(`OCSF has no class ${classUid}: see ClassUid for those the platform emits`);
  }
  const typeUid = classUid * 100 + activityId;
  return Object.freeze({
    activity_id: activityId,
    activity_name: caption(found.name, 'activity_id', activityId, activityName),
    category_uid: found.categoryUid,
    category_name: found.categoryName,
    class_uid: classUid,
    class_name: found.caption,
    type_uid: typeUid,
    type_name: schemaCaption(found.name, 'type_uid', typeUid),
  });
}

/**
 * An enum id and its caption, to spread: `...pair('user', 'type_id', 1)` is `{type_id: 1, type: 'User'}`. The holder is
 * an object's or a class's name; give a caption when, and only when, the id is 99 (Other). Throws on an unknown one.
 */
export function pair<Id extends `${string}_id`>(
  holder: string,
  idAttribute: Id,
  id: number,
  text?: string,
): Pair<Id> {
  const cached = text === undefined ? pairs.get(holder)?.get(idAttribute)?.get(id) : undefined;
  const built = cached ?? idAndCaption(holder, idAttribute, id, text);
  if (text === undefined && !cached) {
    within(within(pairs, holder), idAttribute).set(id, built);
  }
  // The schema names the sibling of `<x>_id` `<x>`, in all but activity_id, which is `classify`'s; a test holds it to that.
  return built as Pair<Id>;
}

function idAndCaption(holder: string, idAttribute: string, id: number, text: string | undefined) {
  const value = caption(holder, idAttribute, id, text);
  return Object.freeze({ [idAttribute]: id, [attributeOf(holder, idAttribute)?.sibling ?? '']: value });
}

/** The map kept under a key, made when there is none. */
function within<Outer, Inner, Value>(maps: Map<Outer, Map<Inner, Value>>, key: Outer): Map<Inner, Value> {
  const found = maps.get(key) ?? new Map<Inner, Value>();
  maps.set(key, found);
  return found;
}

/** Severity by id: 0 Unknown, 1 Informational, 2 Low, 3 Medium, 4 High, 5 Critical, 6 Fatal. */
export function severity(id: 0 | 1 | 2 | 3 | 4 | 5 | 6): Pair<'severity_id'> {
  return pair('base_event', 'severity_id', id);
}

/** Outcome by id: 0 Unknown, 1 Success, 2 Failure. Findings have a status of their own: `pair('detection_finding', …)`. */
export function status(id: 0 | 1 | 2): Pair<'status_id'> {
  return pair('base_event', 'status_id', id);
}

/** The caption of an id: the schema's own, but for 99 the one given. */
function caption(holder: string, attribute: string, id: number, given: string | undefined): string {
  const known = schemaCaption(holder, attribute, id);
  if ((id === OTHER) !== (given !== undefined)) {
    const remedy = id === OTHER ? 'give the source’s own word' : `leave it out, the schema says ${known}`;
    const rule = `a caption belongs to ${OTHER} (Other) only`;
    throw new Error(`${holder}.${attribute} = ${id} with caption ${given}: ${rule}; ${remedy}`);
  }
  return given ?? known;
}

function schemaCaption(holder: string, attribute: string, id: number): string {
  const schema = attributeOf(holder, attribute);
  const known = schema?.sibling === undefined || schema.isArray ? undefined : schema.enum?.[id];
  if (known === undefined) {
    const ids = schema?.enum
      ? `one of ${Object.keys(schema.enum).join(', ')}`
      : 'an attribute with an enum and a sibling';
    throw new Error(`${holder}.${attribute} = ${id} is not in the OCSF schema: use ${ids}`);
  }
  return known;
}
