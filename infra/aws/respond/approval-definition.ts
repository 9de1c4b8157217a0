/** Longer than the longest approval waits, a day, and its steps take. */
const WHOLE_SECONDS = 90_000;
const STEP_SECONDS = 60;

/** Of a function that AWS could not run just now. Its own errors come again: they are tried three times too. */
const RETRY = [
  { ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: 'FULL' },
];

/**
 * The state machine of an approval, in Amazon States Language. Input: `{alert, action, target, requested_by, reason,
 * expires}`; output: the same, and `decision`, `approved` or `denied`, with who decided, when and why.
 *
 * Only Settle says what was decided, from the record: a token that came into other hands lets the machine go on and
 * approves nothing. Whatever goes wrong, nothing is approved.
 *
 * @param invoke ARN of the integration with Lambda
 * @param step ARN of the function `approve-step`
 */
export function approvalDefinition(invoke: string, step: string) {
  return {
    Comment: 'Asks people to approve a response, and waits',
    StartAt: 'Begin',
    TimeoutSeconds: WHOLE_SECONDS,
    States: {
      Begin: {
        ...task(invoke, step, { step: 'begin', 'execution.$': '$$.Execution.Id', 'request.$': '$' }),
        TimeoutSeconds: STEP_SECONDS,
        ResultSelector: {
          'approval.$': '$.Payload.approval',
          'wait_seconds.$': '$.Payload.wait_seconds',
        },
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NotAsked' }],
        Next: 'Ask',
      },
      Ask: {
        ...task(`${invoke}.waitForTaskToken`, step, {
          step: 'ask',
          'approval.$': '$.approval',
          'token.$': '$$.Task.Token',
        }),
        // A time-out is an answer: it must not be tried again.
        Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 }, ...RETRY],
        TimeoutSecondsPath: '$.wait_seconds',
        ResultPath: null,
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Settle' }],
        Next: 'Settle',
      },
      Settle: {
        ...task(invoke, step, { step: 'settle', 'approval.$': '$.approval' }),
        TimeoutSeconds: STEP_SECONDS,
        OutputPath: '$.Payload',
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'NotSettled' }],
        Next: 'IsApproved',
      },
      IsApproved: {
        Type: 'Choice',
        Choices: [{ Variable: '$.decision', StringEquals: 'approved', Next: 'Playbook' }],
        Default: 'Denied',
      },
      Playbook: {
        Type: 'Pass',
        Comment:
          'The place for playbooks: what is approved is done from here, by $.action, on $.target. Nothing is done yet',
        Next: 'Approved',
      },
      Approved: { Type: 'Succeed' },
      Denied: { Type: 'Succeed' },
      NotAsked: {
        Type: 'Fail',
        Error: 'NotAsked',
        Cause: 'The request is none, or could not be recorded: the log of approve-step says why',
      },
      NotSettled: {
        Type: 'Fail',
        Error: 'NotSettled',
        Cause: 'What was decided could not be read: the log of approve-step says why. Nothing is approved',
      },
    },
  };
}

function task(resource: string, step: string, payload: object) {
  return {
    Type: 'Task',
    Resource: resource,
    Parameters: { FunctionName: step, Payload: payload },
    Retry: RETRY,
  };
}
