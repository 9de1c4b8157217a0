import { parseApprovalSettings } from '../../lib/alerts/respond/settings';
import { ask, type Begun, begin, type Settled, settle } from '../../lib/alerts/respond/steps';
import { openApprovals } from '../../lib/targets/aws/open-approvals';
import { logger } from '../../lib/targets/aws/telemetry';

/** What the state machine NAME-approval gives its steps: infra/aws/respond/approval-definition.ts writes it. */
export type StepEvent =
  | { readonly step: 'begin'; readonly execution: string; readonly request: unknown }
  | { readonly step: 'ask'; readonly approval: string; readonly token: string }
  | { readonly step: 'settle'; readonly approval: string };

const clock = { nowMicros: () => Date.now() * 1000 };

/** A step of an approval: records the request, asks people, or reads what came of it. The token is never logged. */
export async function handler(event: StepEvent): Promise<Begun | Settled | undefined> {
  const context = openApprovals(parseApprovalSettings(process.env.SETTINGS), clock);
  switch (event.step) {
    case 'begin': {
      const begun = await begin(event.execution, event.request, context);
      logger.info('requested', { ...begun });
      return begun;
    }
    case 'ask':
      await ask(event.approval, event.token, context);
      logger.info('asked', { approval: event.approval });
      return undefined;
    case 'settle': {
      const settled = await settle(event.approval, context);
      logger.info('settled', { ...settled });
      return settled;
    }
  }
}
