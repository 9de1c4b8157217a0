import type { Monitor } from './monitor';
import { RESOURCE_TYPES } from './resource-types';

/** A monitor in a person's words: what is watched and, if somebody said so, what to do. */
export function describeMonitor({
  rule,
  resourceType,
  condition,
  custom,
  minutes,
  runbook,
}: Monitor): string {
  const { metric, operator, value } = condition;
  const what = `${custom?.name ?? metric} of a ${RESOURCE_TYPES[resourceType].title}`;
  return [
    `${rule}: ${what} is ${operator} ${value} for ${minutes} minutes.`,
    ...(runbook === undefined ? [] : [`What to do: ${runbook}`]),
  ].join(' ');
}
