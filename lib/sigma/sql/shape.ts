import { type AttributeSchema, attributeOf } from '../../ocsf/lookup';
import { ELEMENTS, type Steps } from './dialect';

/** How to reach the values at a path, as far as OCSF says what is there. */
export interface Shape {
  readonly steps: Steps;
  /** No list on the way or at the end, and no object at the end. */
  readonly scalar: boolean;
}

/**
 * The steps to the values at a path in events of the given classes. Where OCSF leaves the structure open (`unmapped`,
 * request and response data) there may be a list after every key; an index (`resources.0`) takes from the list itself.
 */
export function shapeOf(path: readonly string[], classes: readonly number[]): Shape {
  const steps: (Steps[number] | undefined)[] = [];
  let holders: readonly (number | string)[] = classes;
  let scalar = true;
  for (const [index, key] of path.entries()) {
    const next = path[index + 1];
    const found = holders.flatMap((holder) => attributeOf(holder, key) ?? []);
    const listed =
      found.length === 0 || found.some(({ isArray, baseType }) => isArray || baseType === 'json_t');
    const opens = listed && (next === undefined || !/^\d+$/.test(next));
    steps.push({ key }, opens ? ELEMENTS : undefined);
    scalar = !listed && !found.some((attribute) => attribute.baseType === 'object');
    holders = found.some(isOpen) ? [] : found.flatMap((attribute) => attribute.objectType ?? []);
  }
  const kept = steps.filter((step) => step !== undefined);
  return { steps: kept, scalar: scalar && !kept.includes(ELEMENTS) };
}

/** Whether anything may be below it. */
function isOpen(attribute: AttributeSchema): boolean {
  return attribute.baseType === 'json_t' || (attribute.baseType === 'object' && !attribute.objectType);
}
