import type { JsonObject, JsonValue } from '../../json';

/**
 * Attributes the platform adds to what the source said. A keyword is looked for in the log message, so a match in
 * "API Activity: Create" or in an enrichment would be none.
 */
export const DERIVED: ReadonlySet<string> = new Set([
  'activity_id',
  'activity_name',
  'category_name',
  'category_uid',
  'class_name',
  'class_uid',
  'enrichments',
  'metadata',
  'observables',
  'severity',
  'severity_id',
  'time',
  'type_name',
  'type_uid',
]);

const MAX_DEPTH = 64;

/** Every text and number the source said, in order. */
export function leavesOf(event: JsonObject): readonly string[] {
  const leaves: string[] = [];
  for (const key in event) {
    if (!DERIVED.has(key)) {
      collect(event[key], leaves, 0);
    }
  }
  return leaves;
}

/**
 * All that the source said as one text, a line each: what is in no part of it is in no leaf. The other way round it does
 * not hold, since a text may span lines.
 */
export function allText(event: JsonObject): string {
  return leavesOf(event).join('\n');
}

function collect(value: JsonValue, leaves: string[], depth: number): void {
  if (typeof value === 'string') {
    leaves.push(value);
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    leaves.push(String(value));
  } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        collect(value[index], leaves, depth + 1);
      }
    } else {
      for (const key in value) {
        collect(value[key], leaves, depth + 1);
      }
    }
  }
}
