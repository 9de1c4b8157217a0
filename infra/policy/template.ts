import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../lib/json';

/** A synthesized CloudFormation template, as an auditor reads it: plain JSON, whoever wrote it. */
export interface StackTemplate {
  /** Name of the stack; for a template inside a StackSet `<stack>/<logical id of the StackSet>`. */
  readonly stack: string;
  /** Absent where a template may go to any account: a StackSet's. */
  readonly account?: string;
  readonly region?: string;
  readonly body: JsonObject;
}

/** A resource of a template. */
export interface Resource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** With DeletionPolicy, Condition and the like. */
  readonly body: JsonObject;
}

/** The resources of a template, of all types or those named. */
export function resourcesOf(stack: StackTemplate, ...types: readonly string[]): readonly Resource[] {
  return Object.entries(object(stack.body.Resources) ?? {}).flatMap(([logicalId, value]) => {
    const body = object(value) ?? {};
    const type = text(body.Type) ?? '';
    return types.length === 0 || types.includes(type)
      ? [{ stack, logicalId, type, properties: object(body.Properties) ?? {}, body }]
      : [];
  });
}

/** A template and those that its StackSets carry into other accounts. */
export function withCarried(stack: StackTemplate): readonly StackTemplate[] {
  const carried = resourcesOf(stack, 'AWS::CloudFormation::StackSet').flatMap(({ logicalId, properties }) => {
    const body = parsed(properties.TemplateBody);
    return body ? [{ stack: `${stack.stack}/${logicalId}`, body }] : [];
  });
  return [stack, ...carried];
}

/** A document written as JSON text, or as a value; undefined when it is neither. */
export function parsed(document: JsonValue): JsonObject | undefined {
  if (typeof document !== 'string') {
    return object(document);
  }
  try {
    return object(JSON.parse(document));
  } catch {
    return undefined;
  }
}

/** The value at a dotted path; undefined where there is none. */
export function at(value: JsonValue, path: string): JsonValue {
  return path
    .split('.')
    .reduce<JsonValue>((holder, name) => (isObject(holder) ? holder[name] : undefined), value);
}

/** One value or a list of them, as policies write both. */
export function several(value: JsonValue): readonly JsonValue[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/**
 * What a value says, with references spelled out: `Ref` and `Fn::GetAtt` as `${Name}` and `${Name.Arn}`, `Fn::Join`
 * joined, `Fn::Sub` as it is written. Other functions give their JSON.
 */
export function spelled(value: JsonValue): string {
  if (!isObject(value)) {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  }
  const [name, argument] = Object.entries(value)[0] ?? [];
  switch (name) {
    case 'Ref':
      return `\${${spelled(argument)}}`;
    case 'Fn::GetAtt':
      return `\${${list(argument).map(spelled).join('.')}}`;
    case 'Fn::Join':
      return list(list(argument)[1])
        .map(spelled)
        .join(spelled(list(argument)[0]));
    case 'Fn::Sub':
      return typeof argument === 'string' ? argument : spelled(list(argument)[0]);
    default:
      return JSON.stringify(value);
  }
}
