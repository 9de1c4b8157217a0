import type { StackTemplate } from '../../../infra/policy/template';
import type { Assembly } from '../../../infra/release/assembly';
import { isObject, type JsonObject, type JsonValue } from '../../../lib/json';

/** A resource of an assembly that a test spoils. */
export interface Target {
  readonly stack: StackTemplate;
  readonly id: string;
  readonly body: JsonObject & { Properties: JsonObject };
}

/** A copy of an assembly in which something was done to the resource of a type, the first that `which` takes. */
export function spoiled(
  assembly: Assembly,
  type: string,
  change: (target: Target, all: Assembly) => unknown,
  which: (target: Target) => boolean = () => true,
): Assembly {
  const copy = structuredClone(assembly);
  const target = copy.aws.flatMap((stack) => targets(stack, type)).find(which);
  if (target === undefined) {
    throw new Error(`no ${type} in the assembly that is meant`);
  }
  change(target, copy);
  return copy;
}

function targets(stack: StackTemplate, type: string): readonly Target[] {
  return Object.entries(resourcesIn(stack)).flatMap(([id, body]) =>
    isObject(body) && body.Type === type && isObject(body.Properties)
      ? [{ stack, id, body: body as Target['body'] }]
      : [],
  );
}

export function resourcesIn({ body }: StackTemplate): JsonObject {
  return isObject(body.Resources) ? body.Resources : {};
}

/** Sets the value at a dotted path, and makes the objects on the way; undefined takes it away. */
export function set(holder: JsonObject, path: string, value: JsonValue): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at: JsonObject = holder;
  for (const name of names) {
    const next = at[name];
    at[name] = isObject(next) ? next : {};
    at = at[name] as JsonObject;
  }
  if (value === undefined) {
    delete at[last];
  } else {
    at[last] = value;
  }
}
