import { list } from '../../../lib/json';
import { resourcesOf, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

export const alarmActs: TemplateCheck = {
  id: 'alarm-acts',
  title: 'Every alarm tells somebody, and says what to do',
  controls: ['AU-5', 'SI-4'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').flatMap((alarm) => [
      ...(list(alarm.properties.AlarmActions).length === 0
        ? [violation(alarm, 'has no action, so that nobody hears of it: add a topic', 'action')]
        : []),
      ...(spelled(alarm.properties.AlarmDescription ?? '') === ''
        ? [violation(alarm, 'has no description: say what happened and what to do', 'description')]
        : []),
    ]),
};
