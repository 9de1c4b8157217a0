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

function collect(value: JsonValue, leaves: string[], depth: number): void {
  if (typeof value === 'string') {
    leaves.push(value);
  } else if (typeof value === 'number' || typeof value === 'boolean') {
    leaves.push(String(value));
  } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
    for (const inner of Array.isArray(value) ? value : Object.values(value)) {
      collect(inner, leaves, depth + 1);
    }
  }
}
