import { type JsonObject, list, object, text } from '../../../lib/json';
import { lacksRunbook } from '../runbook';
import { resourcesOf, type StackTemplate, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

/** What a message says of an alarm in its own words, which the check of alarms looks at. */
const DESCRIPTION = '$.detail.configuration.description';

export const eventTells: TemplateCheck = {
  id: 'event-tells',
  title: 'Every event that goes to people says what to do',
  controls: ['AU-5', 'SI-4'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::Events::Rule').flatMap((rule) =>
      list(rule.properties.Targets).flatMap((value) => {
        const target = object(value) ?? {};
        const problem = goesToTopic(stack, target) ? lacksWords(target) : undefined;
        return problem === undefined
          ? []
          : [violation(rule, `its message to ${spelled(target.Arn)} ${problem}`, 'runbook')];
      }),
    ),
};

function goesToTopic(stack: StackTemplate, { Arn: arn }: JsonObject): boolean {
  const topics = resourcesOf(stack, 'AWS::SNS::Topic').map(({ logicalId }) => `\${${logicalId}}`);
  return spelled(arn).includes(':sns:') || topics.includes(spelled(arn));
}

function lacksWords({ InputTransformer: transformer, Input: input }: JsonObject): string | undefined {
  const { InputTemplate: template, InputPathsMap: paths } = object(transformer) ?? {};
  const words = (text(template) ?? text(input) ?? '').replaceAll('"', '').trim();
  const described = Object.entries(object(paths) ?? {}).some(
    ([name, path]) => path === DESCRIPTION && words.includes(`<${name}>`),
  );
  return described ? undefined : lacksRunbook(words);
}
