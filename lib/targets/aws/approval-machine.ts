import { isObject, text } from '../../json';
import type { Answer, SignedPost } from './signed-post';

/** Nobody waits with this token any longer: the record of the approval says what came of it. */
const OVER = new Set(['TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken']);

/** The state machine of approvals. Source: AWS Step Functions API, SendTaskSuccess, StartExecution. */
export interface ApprovalMachine {
  resume(token: string): Promise<void>;
  /** Starts an execution, one for each name; its ARN. */
  start(name: string, input: object): Promise<string>;
}

export function approvalMachine(post: SignedPost, machineArn: string): ApprovalMachine {
  const call = (operation: string, input: object) =>
    post(
      { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AWSStepFunctions.${operation}` },
      JSON.stringify(input),
    );
  return {
    resume: async (taskToken) => {
      // What it says is not looked at: whoever goes on reads the record.
      const answer = await call('SendTaskSuccess', { taskToken, output: '{}' });
      if (answer.status !== 200 && !OVER.has(codeOf(answer))) {
        throw refused('SendTaskSuccess', answer);
      }
    },
    start: async (name, input) => {
      const answer = await call('StartExecution', {
        stateMachineArn: machineArn,
        name,
        input: JSON.stringify(input),
      });
      if (answer.status !== 200 && codeOf(answer) !== 'ExecutionAlreadyExists') {
        throw refused('StartExecution', answer);
      }
      const body: unknown = answer.status === 200 ? JSON.parse(answer.body) : undefined;
      const started = isObject(body) ? text(body.executionArn) : undefined;
      return started ?? `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    },
  };
}

function codeOf({ body }: Answer): string {
  return /"__type":"(?:[^"]*#)?(\w+)"/.exec(body)?.[1] ?? 'no code';
}

function refused(operation: string, answer: Answer): Error {
  return new Error(`Step Functions ${operation} answered ${answer.status} (${codeOf(answer)})`);
}
