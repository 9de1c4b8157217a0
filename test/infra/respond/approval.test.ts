import { decideOn } from '../../../lib/alerts/respond/decide-on';
import { ask, begin, settle } from '../../../lib/alerts/respond/steps';
import { type JsonObject, type JsonValue, object } from '../../../lib/json';
import { ApprovalWorld, BOB, EXECUTION, REQUEST } from '../../lib/alerts/respond/support';
import { AWS_ORGANIZATION } from '../../lib/config/support';
import { grantsOf, spelled } from '../pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from '../support';
import { type Carry, type Definition, execute, problemsOf, StateError } from './asl';

afterAll(removeOutputs);

const templates = awsTemplates(platformOf('production', '', AWS_ORGANIZATION));
const respond = templates['acme-aws-respond'];
const central = templates['acme-aws-central'];
if (!respond || !central) {
  throw new Error(`no stack respond; there are ${Object.keys(templates).join(', ')}`);
}
const [machine] = Object.values(respond.findResources('AWS::StepFunctions::StateMachine'));
/** As it is deployed: of the template, not of the code that made it. */
const DEFINITION = machine?.Properties.Definition as Definition;

describe('the state machine of approvals', () => {
  it('reaches every state, catches every error and waits for ever nowhere', () => {
    expect(problemsOf(DEFINITION)).toEqual([]);
  });

  it.each([
    ['an uncaught error', 'Ask', { Catch: [] }, 'Ask: leaves errors uncaught'],
    ['an endless wait', 'Ask', { TimeoutSecondsPath: undefined }, 'Ask: may wait for ever'],
    ['a lost state', 'IsApproved', { Choices: [] }, 'Playbook: is never reached'],
    ['a dead end', 'Playbook', { Next: undefined }, 'Playbook: leads nowhere'],
    ['a missing state', 'Playbook', { Next: 'Act' }, 'Act: there is none'],
  ])('would be found wanting with %s', (_, state, change, problem) => {
    const States = { ...DEFINITION.States, [state]: { ...DEFINITION.States[state], ...change } };

    expect(problemsOf({ ...DEFINITION, States: States as Definition['States'] })).toContain(problem);
  });
});

/** Runs the machine over its real steps; `meanwhile` is what happens while it waits. */
async function run(meanwhile: (id: string) => Promise<unknown>, request: JsonValue = REQUEST) {
  const world = new ApprovalWorld();
  const carry: Carry = async (resource, { Payload }) => {
    const event = object(Payload) ?? {};
    const id = String(event.approval);
    switch (event.step) {
      case 'begin':
        return { Payload: { ...(await begin(String(event.execution), event.request, world)) } };
      case 'ask':
        expect(resource).toMatch(/:states:::lambda:invoke\.waitForTaskToken$/);
        await ask(id, String(event.token), world);
        await meanwhile(id);
        if (!world.resumed.includes(String(event.token))) {
          world.clock.pass(3600);
          throw new StateError('States.Timeout');
        }
        return {};
      default:
        return { Payload: { ...(await settle(id, world)) } as JsonObject };
    }
  };
  const spelledOut = JSON.parse(JSON.stringify(DEFINITION)) as Definition;
  const resources = Object.fromEntries(
    Object.entries(spelledOut.States).map(([name, state]) => [
      name,
      { ...state, ...(state.Resource === undefined ? {} : { Resource: spelled(state.Resource) }) },
    ]),
  );
  const context = { Execution: { Id: EXECUTION }, Task: { Token: 'token' } };
  const decide = (verdict: 'approved' | 'denied') => (id: string) =>
    decideOn(id, { verdict, by: BOB, reason: 'seen' }, world);
  return {
    world,
    decide,
    outcome: () => execute({ ...spelledOut, States: resources }, request, context, carry),
  };
}

describe('an execution', () => {
  const decided = async (verdict: 'approved' | 'denied') => {
    let answer = async (_: string): Promise<unknown> => undefined;
    const { decide, outcome } = await run((id) => answer(id));
    answer = decide(verdict);
    return outcome();
  };

  it('ends at the place for playbooks once somebody approved', async () => {
    expect(await decided('approved')).toMatchObject({
      status: 'SUCCEEDED',
      output: { decision: 'approved', action: REQUEST.action, target: REQUEST.target, decided_by: BOB },
      path: ['Begin', 'Ask', 'Settle', 'IsApproved', 'Playbook', 'Approved'],
    });
  });

  it('ends beside it when somebody denied', async () => {
    expect(await decided('denied')).toMatchObject({
      status: 'SUCCEEDED',
      output: { decision: 'denied', status: 'denied', decided_by: BOB },
      path: ['Begin', 'Ask', 'Settle', 'IsApproved', 'Denied'],
    });
  });

  it('ends beside it when nobody decides in time', async () => {
    const { outcome } = await run(async () => undefined);

    expect(await outcome()).toMatchObject({
      output: { decision: 'denied', status: 'expired' },
      path: ['Begin', 'Ask', 'Settle', 'IsApproved', 'Denied'],
    });
  });

  it('ends beside it when people cannot be asked', async () => {
    const { outcome } = await run(async () => {
      throw new StateError('Lambda.Unknown');
    });

    expect(await outcome()).toMatchObject({ output: { decision: 'denied' } });
  });

  it('fails, and approves nothing, with a request that is none', async () => {
    const { outcome, world } = await run(async () => undefined, { action: 'isolate' });

    expect(await outcome()).toMatchObject({
      status: 'FAILED',
      error: 'NotAsked',
      path: ['Begin', 'NotAsked'],
    });
    expect(world.told).toEqual([]);
  });

  it('fails, and approves nothing, when what was decided cannot be read', async () => {
    const { outcome, world } = await run(async (id) => {
      await decideOn(id, { verdict: 'approved', by: BOB, reason: 'seen' }, world);
      world.store.lives = 0;
    });

    expect(await outcome()).toMatchObject({ status: 'FAILED', error: 'NotSettled' });
  });
});

describe('what the stack makes', () => {
  it('a Standard machine, traced, logged without what executions carry, encrypted with the central key', () => {
    expect(machine?.Properties).toMatchObject({
      StateMachineName: 'acme-approval',
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
    });
    expect(spelled(machine?.Properties.EncryptionConfiguration.KmsKeyId)).toMatch(/^\$\{Key/);
  });

  it('a log the key may be used for', () => {
    const [key] = Object.values(central.findResources('AWS::KMS::Key'));
    const [group] = Object.values(
      respond.findResources('AWS::Logs::LogGroup', {
        Properties: { LogGroupName: '/aws/vendedlogs/states/acme-approval' },
      }),
    );
    const statement = key?.Properties.KeyPolicy.Statement.find(
      ({ Sid }: JsonObject) => Sid === 'ApprovalLog',
    );

    expect(group?.Properties.RetentionInDays).toBe(365);
    expect(spelled(statement?.Condition.ArnEquals['kms:EncryptionContext:aws:logs:arn'])).toBe(
      'arn:${Partition}:logs:ap-northeast-1:222222222222:log-group:/aws/vendedlogs/states/acme-approval',
    );
  });

  const actions = (role: string) =>
    grantsOf(respond, role)
      .filter(({ sid }) => !/^(OwnLog|LogAndTrace|)$/.test(sid))
      .flatMap(({ sid, actions: all }) => all.map((action) => `${sid} ${action}`))
      .sort();

  it('functions that may each do their own part', () => {
    const state = [
      'ApprovalState dynamodb:GetItem',
      'ApprovalState dynamodb:PutItem',
      ...['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey'].map(
        (action) => `ApprovalStateKey kms:${action}`,
      ),
      'Resume states:SendTaskSuccess',
    ];

    expect(actions('acme-approve')).toEqual(
      [...state, 'Open kms:Decrypt', 'Start states:StartExecution'].sort(),
    );
    expect(actions('acme-approve-step')).toEqual(
      [
        ...state,
        'Seal kms:Encrypt',
        'Publish sns:Publish',
        'PublishKey kms:Decrypt',
        'PublishKey kms:GenerateDataKey',
      ].sort(),
    );
  });

  it('seals and opens that are good for task tokens alone', () => {
    for (const [role, sid] of [
      ['acme-approve', 'Open'],
      ['acme-approve-step', 'Seal'],
    ]) {
      const found = grantsOf(respond, role ?? '').find((one) => one.sid === sid);
      expect(found?.condition).toEqual({
        StringEquals: { 'kms:EncryptionContext:purpose': 'kumomori-approval' },
      });
    }
  });

  it('a machine that invokes approve-step, and people who invoke approve, and nothing else', () => {
    const invoke = (role: string) =>
      grantsOf(respond, role)
        .filter(({ actions: all }) => all.includes('lambda:InvokeFunction'))
        .flatMap(({ resources }) => resources);
    const policies = Object.values(respond.findResources('AWS::IAM::ManagedPolicy'));

    expect(invoke('acme-approval')).toEqual([expect.stringMatching(/^\$\{StepFunction\w+\}$/)]);
    expect(policies.map(({ Properties }) => Properties.PolicyDocument.Statement)).toEqual([
      [
        {
          Sid: 'Approve',
          Effect: 'Allow',
          Action: 'lambda:InvokeFunction',
          Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ApproveFunction/), 'Arn'] },
        },
      ],
    ]);
  });

  it('a role for IAM users with a second factor, under their own name', () => {
    const [role] = Object.values(
      respond.findResources('AWS::IAM::Role', { Properties: { RoleName: 'acme-responders' } }),
    );

    expect(role?.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: {
            'aws:PrincipalArn': {
              'Fn::Join': [
                '',
                ['arn:', { Ref: 'AWS::Partition' }, ':iam::222222222222:user/acme-responders/*'],
              ],
            },
          },
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
          StringLike: { 'sts:RoleSessionName': '${aws:username}' },
          StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        },
      }),
    ]);
  });

  it('no way in from outside: no URL, no rule and no permission of another service', () => {
    for (const type of [
      'AWS::Lambda::Url',
      'AWS::Lambda::Permission',
      'AWS::ApiGateway::RestApi',
      'AWS::Events::Rule',
    ]) {
      respond.resourceCountIs(type, 0);
    }
  });
});
