import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { ApprovalSettings } from '../../../lib/alerts/respond/settings';
import { SEAL_PURPOSE } from '../../../lib/targets/aws/approval-tokens';
import { alertsTopicName, respondersName } from '../../policy/names';
import { DeadLetters } from '../constructs/dead-letters';
import { PlatformFunction } from '../constructs/platform-function';
import { stateOf, viaService } from '../pipeline/grants';
import { type PlatformProps, PlatformStack } from '../platform-stack';
import type { CentralStack } from '../security/central-stack';
import { ApprovalMachine, approvalMachineArn } from './approval-machine';
import { Responders } from './responders';

export interface RespondStackProps extends PlatformProps {
  readonly central: CentralStack;
}

/**
 * Approval of responses: a state machine that playbooks start, or people by the function `approve`, and that waits for
 * somebody else to agree. Nothing is done to anything yet.
 */
export class RespondStack extends PlatformStack {
  constructor(scope: Construct, id: string, { central, ...props }: RespondStackProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'respond',
      account: aws.securityAccount,
      description: 'approval of responses to alerts',
    });
    const { key, topic, table } = central;
    const alerts = this.formatArn({ service: 'sns', resource: alertsTopicName(platform) });
    const machine = approvalMachineArn(this, props);
    const settings: ApprovalSettings = {
      home: aws.homeRegion,
      account: aws.securityAccount,
      platform: platform.name,
      table: table.tableName,
      key: key.keyArn,
      topic: alerts,
      machine,
      responders: respondersName(platform),
      language: platform.alerts.routing.language,
      timeZone: platform.alerts.routing.timeZone,
    };
    const { queue: deadLetters } = new DeadLetters(this, 'DeadLetters', {
      ...props,
      of: 'Invocations of the functions of approvals',
      topic,
    });
    const shared = {
      ...props,
      environment: { SETTINGS: this.toJsonString(settings) },
      timeout: Duration.seconds(30),
      concurrency: platform.lifecycle === 'production' ? 5 : undefined,
      key,
      deadLetters,
      alarmTopic: topic,
    };
    const state = stateOf(this, {
      sid: 'ApprovalState',
      kind: 'approvals',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      table,
      key,
    });
    const may = (sid: string, action: string, resource: string, conditions = {}) =>
      new PolicyStatement({ sid, actions: [action], resources: [resource], conditions });
    const purpose = { StringEquals: { 'kms:EncryptionContext:purpose': SEAL_PURPOSE } };
    const resume = may('Resume', 'states:SendTaskSuccess', machine);
    const step = new PlatformFunction(this, 'Step', {
      ...shared,
      handler: 'approve-step',
      description: 'Records requests for approval, asks people, and reads what they decided',
      statements: [
        ...state,
        resume,
        may('Seal', 'kms:Encrypt', key.keyArn, purpose),
        may('Publish', 'sns:Publish', alerts),
        new PolicyStatement({
          sid: 'PublishKey',
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': viaService(this, 'sns') } },
        }),
      ],
    });
    const approve = new PlatformFunction(this, 'Approve', {
      ...shared,
      handler: 'approve',
      description: 'Takes what people decide on responses, and requests of theirs',
      statements: [
        ...state,
        resume,
        may('Open', 'kms:Decrypt', key.keyArn, purpose),
        may('Start', 'states:StartExecution', machine),
      ],
    });
    new ApprovalMachine(this, 'Approval', { ...props, step: step.function, key, topic });
    new Responders(this, 'Responders', { ...props, approve: approve.function });
  }
}
