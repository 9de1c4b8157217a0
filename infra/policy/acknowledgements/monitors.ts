import { acknowledge } from '../acknowledge';
import type { Acknowledgement } from '../acknowledgement';

export const MONITORS: readonly Acknowledgement[] = [
  ...acknowledge(
    'Its state changes go to the central bus by the rule beside it, one for each resource, and from there to people: no account needs a topic.',
    ['NIST.800.53.R5-CloudWatchAlarmAction'],
    ['Management/*/Monitors/Alarms/*', 'Security/*/Monitors/Alarms/*'],
  ),
  ...acknowledge(
    'The policy is of this one role and goes with it: nobody can attach it elsewhere.',
    ['NIST.800.53.R5-IAMNoInlinePolicy'],
    ['Management/*/Monitors/Role/Resource', 'Security/*/Monitors/Role/Resource'],
  ),
];
