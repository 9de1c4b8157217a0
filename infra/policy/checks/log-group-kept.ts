import { resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

export const logGroupKept: TemplateCheck = {
  id: 'log-group-kept',
  title: 'Log groups say how long they keep',
  controls: ['AU-11'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::Logs::LogGroup').flatMap((group) =>
      group.properties.RetentionInDays === undefined
        ? [violation(group, 'keeps its logs for ever: set RetentionInDays')]
        : [],
    ),
};
