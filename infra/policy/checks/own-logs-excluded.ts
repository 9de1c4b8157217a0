import { list } from '../../../lib/json';
import { parsed, resourcesOf, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

/** The platform's own log groups in its own pipeline would feed it with what it says about what it is fed. */
export const ownLogsExcluded: TemplateCheck = {
  id: 'own-logs-excluded',
  title: "The platform's own log groups are not subscribed to the platform",
  controls: ['AU-5'],
  check: (stack) => [
    ...resourcesOf(stack, 'AWS::Logs::SubscriptionFilter').flatMap((filter) => {
      const group = spelled(filter.properties.LogGroupName);
      const own = resourcesOf(stack, 'AWS::Logs::LogGroup').some(
        ({ logicalId, properties }) =>
          group === `\${${logicalId}}` || group === spelled(properties.LogGroupName),
      );
      return own
        ? [violation(filter, `subscribes ${group}, a log group of the platform itself: take it out`)]
        : [];
    }),
    ...resourcesOf(stack, 'AWS::Logs::AccountPolicy')
      .filter(({ properties }) => properties.PolicyType === 'SUBSCRIPTION_FILTER_POLICY')
      .filter(({ properties }) => {
        const names = list(parsed(properties.PolicyDocument)?.names);
        return (
          stack.account !== undefined && names.length === 0 && properties.SelectionCriteria === undefined
        );
      })
      .map((policy) =>
        violation(
          policy,
          'subscribes every log group of an account of the platform, its own too: keep it out of there',
        ),
      ),
  ],
};
