import { isObject, type JsonObject, type JsonValue, object, text } from '../../lib/json';
import { at, type StackTemplate } from '../policy/template';

/**
 * Templates whose references to other stacks say what they lead to, such as `kumomori-aws-central/Key9BCD29C7.Arn`:
 * an output that gets another name changes nothing. A reference to a stack that is not among them stays as it is.
 */
export function withReferencesResolved(templates: readonly StackTemplate[]): readonly StackTemplate[] {
  const targets = new Map(templates.flatMap(outputsOf));
  return templates.map((one) => ({
    ...one,
    body: { ...one.body, Resources: resolved(one.body.Resources, targets) },
  }));
}

/** What outputs lead to, under `<stack> <output>` and, for exports, under the export's name. */
function outputsOf({ stack, body }: StackTemplate): readonly (readonly [string, string])[] {
  return Object.entries(object(body.Outputs) ?? {}).flatMap(([name, output]) => {
    const target = referred(at(output, 'Value'));
    const exported = text(at(output, 'Export.Name'));
    return target === undefined
      ? []
      : [`${stack} ${name}`, ...(exported ? [exported] : [])].map(
          (key) => [key, `${stack}/${target}`] as const,
        );
  });
}

function referred(value: JsonValue): string | undefined {
  const attribute = at(value, 'Fn::GetAtt');
  return Array.isArray(attribute) ? attribute.join('.') : text(at(value, 'Ref'));
}

function resolved(value: JsonValue, targets: ReadonlyMap<string, string>): JsonValue {
  if (Array.isArray(value)) {
    return value.map((each) => resolved(each, targets));
  }
  if (!isObject(value)) {
    return value;
  }
  const target = targets.get(keyOf(value));
  return target ?? mapped(value, (each) => resolved(each, targets));
}

/** Under which an output is known that this value asks for; empty for any other value. */
function keyOf(value: JsonObject): string {
  const output = object(value['Fn::GetStackOutput']);
  return output
    ? `${text(output.StackName)} ${text(output.OutputName)}`
    : (text(value['Fn::ImportValue']) ?? '');
}

function mapped(value: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, change(each)]));
}
