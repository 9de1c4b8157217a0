import { resourcesOf } from '../template';
import { type TemplateCheck, type Violation, violation } from './check';

/** Source: AWS CloudFormation quotas. A StackSet's template is sent inline. */
const TEMPLATE_BYTES = 1_000_000;
const INLINE_BYTES = 51_200;
const RESOURCES = 500;

export const withinLimits: TemplateCheck = {
  id: 'within-limits',
  title: 'Templates are within what CloudFormation takes',
  controls: ['CM-6'],
  check: (stack) => {
    const whole = (message: string): Violation => ({ stack: stack.stack, message });
    // As CDK writes it.
    const bytes = Buffer.byteLength(JSON.stringify(stack.body, undefined, 1));
    const count = resourcesOf(stack).length;
    return [
      ...(bytes > TEMPLATE_BYTES
        ? [whole(`the template has ${bytes} bytes, CloudFormation takes ${TEMPLATE_BYTES}: divide the stack`)]
        : []),
      ...(count > RESOURCES
        ? [whole(`the template has ${count} resources, CloudFormation takes ${RESOURCES}: divide the stack`)]
        : []),
      ...resourcesOf(stack, 'AWS::CloudFormation::StackSet').flatMap((set) => {
        const inline = Buffer.byteLength(String(set.properties.TemplateBody ?? ''));
        return inline > INLINE_BYTES
          ? [violation(set, `its template has ${inline} bytes, inline ${INLINE_BYTES} are taken: divide it`)]
          : [];
      }),
    ];
  },
};
