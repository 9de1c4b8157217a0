import { type JsonObject, type JsonValue, list, object } from '../../../lib/json';
import { lacksRunbook } from '../runbook';
import { type Resource, resourcesOf, type StackTemplate, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

export const alarmActs: TemplateCheck = {
  id: 'alarm-acts',
  title: 'Every alarm tells somebody, and says what to do',
  controls: ['AU-5', 'SI-4'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm').flatMap((alarm) => {
      const runbook = lacksRunbook(alarm.properties.AlarmDescription);
      return [
        ...(acts(alarm) || isTakenByRule(stack, alarm)
          ? []
          : [violation(alarm, 'has no action in force, so that nobody hears of it: add a topic', 'action')]),
        ...(runbook === undefined ? [] : [violation(alarm, `its description ${runbook}`, 'runbook')]),
      ];
    }),
};

function acts({ properties }: Resource): boolean {
  return (
    ![false, 'false'].includes(properties.ActionsEnabled as boolean | string) &&
    list(properties.AlarmActions).some(isSomething)
  );
}

function isSomething(value: JsonValue): boolean {
  const text = spelled(value);
  return text !== '' && text !== '${AWS::NoValue}';
}

/** Whether a rule beside it takes every change of its state: CloudWatch sends these to EventBridge without an action. */
function isTakenByRule(stack: StackTemplate, alarm: Resource): boolean {
  const name = spelled(alarm.properties.AlarmName);
  return (
    name !== '' &&
    resourcesOf(stack, 'AWS::Events::Rule').some(
      ({ properties }) =>
        (properties.State ?? 'ENABLED') !== 'DISABLED' &&
        (properties.EventBusName ?? 'default') === 'default' &&
        list(properties.Targets).length > 0 &&
        takes(object(properties.EventPattern) ?? {}, alarm, name),
    )
  );
}

/** A pattern that asks for anything more may let a change pass. */
function takes(pattern: JsonObject, alarm: Resource, name: string): boolean {
  const { source, 'detail-type': type, detail, ...more } = pattern;
  const { alarmName, ...others } = object(detail) ?? {};
  return (
    Object.keys({ ...more, ...others }).length === 0 &&
    list(source).includes('aws.cloudwatch') &&
    list(type).some((one) => tells(alarm, one)) &&
    list(alarmName).some((one) => one === name || startsWith(name, object(one)?.prefix))
  );
}

/** Only an alarm on a query, which has a series for each resource, tells of its contributors. */
function tells({ properties }: Resource, type: JsonValue): boolean {
  return (
    type === 'CloudWatch Alarm State Change' ||
    (type === 'CloudWatch Alarm Contributor State Change' && properties.MetricName === undefined)
  );
}

function startsWith(name: string, prefix: JsonValue): boolean {
  return typeof prefix === 'string' && prefix !== '' && name.startsWith(prefix);
}
