import { deploy } from './deploy';
import { prepare } from './prepare';
import type { PlanContext, Step } from './step';

/** Everything to do from an empty organization to the first event, in order; nothing of it asks AWS. */
export function firstEventPlan(context: PlanContext): readonly Step[] {
  return [...prepare(context), ...deploy(context)];
}

/** The plan as a page. */
export function planText(context: PlanContext): string {
  const { organizationId } = context.aws;
  const lines = [
    `AWS: from ${organizationId === undefined ? 'an empty account' : 'an empty organization'} to the first event`,
    ...firstEventPlan(context).flatMap((step, index) => stepLines(step, index + 1)),
  ];
  return `${lines.join('\n')}\n`;
}

function stepLines({ title, as, note, commands, verify }: Step, number: number): string[] {
  return [
    '',
    `${String(number).padStart(2)}. ${title}${as === undefined ? '' : `  [${as}]`}`,
    ...(note === undefined ? [] : [`    ${note}`]),
    ...commands.flatMap((command) => command.split('\n')).map((line) => `      ${line}`),
    `    done when: ${verify}`,
  ];
}
