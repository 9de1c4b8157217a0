import { resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

export const keyRotated: TemplateCheck = {
  id: 'key-rotated',
  title: 'KMS keys rotate',
  controls: ['SC-12'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::KMS::Key')
      .filter(
        ({ properties }) => properties.KeySpec === undefined || properties.KeySpec === 'SYMMETRIC_DEFAULT',
      )
      .flatMap((key) =>
        key.properties.EnableKeyRotation === true
          ? []
          : [violation(key, 'never rotates: set EnableKeyRotation')],
      ),
};
