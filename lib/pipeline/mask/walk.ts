import { isObject, type JsonObject, type JsonValue, setOwn } from '../../json';
import type { FreeText } from './free-text';
import type { Identities } from './identity';
import type { KeyHint } from './key-hint';
import type { Plan, Step } from './plan';
import { relocateEmail, relocateIp } from './relocate';
import type { Replacement } from './replace';
import type { Role } from './roles';
import { replaceText } from './scan/replace-text';

/** Everything one policy's walk needs. */
export interface Masks {
  readonly free: FreeText;
  readonly identities: Identities;
  readonly identityText: Replacement;
  readonly addressText: Replacement;
  readonly keepsIdentities: boolean;
  readonly keepsAddresses: boolean;
}

/** Deeper than any OCSF event: processes may have parents, findings evidence. */
const MOST_NESTED = 100;

/** Masks an event or one of its objects in place, as its plan says. Attributes the schema lacks are free text. */
export function maskHolder(holder: JsonObject, plan: Plan, masks: Masks, depth = 0): void {
  for (const key in holder) {
    const value = holder[key];
    if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) {
      continue;
    }
    const step = plan.steps.get(key);
    if (step?.role === 'none') {
      continue;
    }
    const masked = step
      ? maskStep(holder, key, value, step, masks, depth)
      : masks.free.value(value, masks.free.hintOf(key));
    if (masked !== value) {
      setOwn(holder, key, masked);
    }
  }
  for (const { attribute, role } of plan.relocated) {
    if (holder[attribute] !== undefined) {
      (role === 'ip' ? relocateIp : relocateEmail)(
        holder,
        attribute,
        role === 'ip' ? masks.addressText : masks.identityText,
      );
    }
  }
}

function maskStep(
  holder: JsonObject,
  key: string,
  value: JsonValue,
  step: Step,
  masks: Masks,
  depth: number,
): JsonValue {
  if (step.role === 'json') {
    return masks.free.value(value, step.hint);
  }
  if (typeof value === 'string') {
    return maskString(holder, key, value, step, masks);
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      value[index] = maskStep(holder, key, value[index], step, masks, depth);
    }
    return value;
  }
  if (!isObject(value)) {
    return value;
  }
  const plan = depth < MOST_NESTED ? step.plan() : undefined;
  if (!plan) {
    return masks.free.value(value, step.hint);
  }
  maskHolder(value, plan, masks, depth + 1);
  return value;
}

/** What a text at an attribute of a role becomes, when nothing beside it matters. */
export function maskedAs(role: Role, hint: KeyHint, text: string, masks: Masks): string {
  return maskString({}, '', text, { role, hint, plan: () => undefined }, masks);
}

function maskString(holder: JsonObject, key: string, value: string, step: Step, masks: Masks): string {
  switch (step.role) {
    case 'text':
      return masks.free.text(value, key === 'value' ? pairHint(holder, step, masks) : step.hint);
    case 'name':
      return masks.identities.name(value);
    case 'phone':
      return masks.identities.phone(value);
    case 'identity':
      return masks.identities.text(value);
    case 'address':
      return replaceText(value, masks.addressText);
    case 'id':
      return value.includes('@') ? masks.free.text(value) : value;
    case 'observable':
      return maskObservable(holder, value, masks);
    default:
      return masks.free.text(value, step.hint);
  }
}

/** The name of a pair's value is the pair's name: `{name: 'Authorization', value: '…'}`. */
function pairHint(holder: JsonObject, step: Step, masks: Masks): KeyHint {
  return typeof holder.name === 'string' ? masks.free.hintOf(holder.name) : step.hint;
}

/** Types of observables that are addresses or identities; source: OCSF observable.type_id. */
const ADDRESSES: ReadonlySet<JsonValue> = new Set([1, 2, 12, 20]);
const IDENTITIES: ReadonlySet<JsonValue> = new Set([4, 5, 21]);

function maskObservable(holder: JsonObject, value: string, masks: Masks): string {
  if (ADDRESSES.has(holder.type_id)) {
    return masks.keepsAddresses ? value : replaceText(value, masks.addressText);
  }
  if (IDENTITIES.has(holder.type_id)) {
    return masks.keepsIdentities ? value : masks.identities.name(value);
  }
  return masks.free.text(value);
}
