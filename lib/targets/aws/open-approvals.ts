import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ApprovalContext } from '../../alerts/respond/context';
import type { WishContext } from '../../alerts/respond/grant-wish';
import type { ApprovalSettings } from '../../alerts/respond/settings';
import type { Clock } from '../../ports/clock';
import { approvalMachine } from './approval-machine';
import { approvalTokens } from './approval-tokens';
import { whoSigned } from './caller-identity';
import { clientOptions } from './client-options';
import { DynamoKeyValueStore } from './key-value-store';
import { signedPost } from './signed-post';
import { publish } from './topic-notifier';

/** What the steps of the state machine take. */
export function openApprovals(settings: ApprovalSettings, clock: Clock): ApprovalContext {
  const { home, topic, language, timeZone, responders } = settings;
  const sns = signedPost('sns', home);
  return {
    ...openDecisions(settings, clock),
    language,
    timeZone,
    responders,
    tell: async ({ subject, body, approval, status }) => {
      const delivery = await publish(sns, topic, { subject, body, attributes: { approval, status } });
      if (delivery.outcome !== 'sent') {
        throw new Error(`approval ${approval}: ${delivery.reason}`);
      }
    },
  };
}

/** What answering people takes. */
export function openWishes(settings: ApprovalSettings, clock: Clock): WishContext {
  const { home, account, platform, responders, machine } = settings;
  const { start } = approvalMachine(signedPost('states', home), machine);
  return {
    ...openDecisions(settings, clock),
    platform,
    responders: { account, name: responders },
    whoSigned: (proof, claim) => whoSigned(proof, claim, home),
    start,
  };
}

function openDecisions({ home, table, key, machine }: ApprovalSettings, clock: Clock) {
  return {
    store: new DynamoKeyValueStore(new DynamoDBClient(clientOptions(home)), table),
    clock,
    tokens: approvalTokens(signedPost('kms', home), key),
    resume: approvalMachine(signedPost('states', home), machine).resume,
  };
}
