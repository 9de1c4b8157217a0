import { RUNBOOKS } from '../../../lib/health/runbooks';
import { type JsonObject, type JsonValue, list, object } from '../../../lib/json';
import { type Resource, resourcesOf, spelled } from '../template';
import { type TemplateCheck, violation } from './check';

/** Neither has a description: the runbook is a tag. */
const RUNBOOK = 'runbook';

/** Each part that must reach somebody, by type: a budget has several. */
const SUBSCRIBED: Readonly<Record<string, (resource: Resource) => readonly JsonValue[]>> = {
  'AWS::Budgets::Budget': ({ properties }) =>
    list(properties.NotificationsWithSubscribers).map((one) => object(one)?.Subscribers),
  'AWS::CE::AnomalySubscription': ({ properties }) => [properties.Subscribers],
};

export const costTells: TemplateCheck = {
  id: 'cost-tells',
  title: 'Every budget and cost anomaly tells somebody, and names its runbook',
  controls: ['AU-5', 'SI-4'],
  check: (stack) =>
    resourcesOf(stack, ...Object.keys(SUBSCRIBED)).flatMap((resource) => {
      const told = SUBSCRIBED[resource.type]?.(resource) ?? [];
      return [
        ...(told.length > 0 && told.every((subscribers) => list(subscribers).some(isSomebody))
          ? []
          : [violation(resource, 'tells nobody, or not at every threshold: add a topic', 'subscriber')]),
        ...(Object.hasOwn(RUNBOOKS, runbookOf(resource.properties))
          ? []
          : [
              violation(
                resource,
                `has no tag ${RUNBOOK} of a runbook that exists, got ${JSON.stringify(runbookOf(resource.properties))}: add an id of lib/health/runbooks.ts`,
                'runbook',
              ),
            ]),
      ];
    }),
};

function isSomebody(subscriber: JsonValue): boolean {
  return spelled(object(subscriber)?.Address ?? '') !== '';
}

function runbookOf({ ResourceTags }: JsonObject): string {
  const tag = list(ResourceTags).find((one) => object(one)?.Key === RUNBOOK);
  return spelled(object(tag)?.Value ?? '');
}
