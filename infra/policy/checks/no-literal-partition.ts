import { isObject, type JsonValue } from '../../../lib/json';
import { resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

export const noLiteralPartition: TemplateCheck = {
  id: 'no-literal-partition',
  title: 'No ARN is written for one partition, so that GovCloud and China work',
  controls: ['CM-6'],
  check: (stack) =>
    resourcesOf(stack).flatMap((resource) => {
      const found = textsOf(resource.body).find((text) => /\barn:aws[a-z-]*:/.test(text));
      return found === undefined
        ? []
        : [
            violation(
              resource,
              `names a partition in ${JSON.stringify(found.slice(0, 120))}: use \${AWS::Partition}`,
            ),
          ];
    }),
};

function textsOf(value: JsonValue): readonly string[] {
  if (typeof value === 'string') {
    return [value];
  }
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.flatMap(textsOf);
}
