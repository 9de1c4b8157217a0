import type { Approval } from '../../../../lib/alerts/respond/approval';
import type { ApprovalMail } from '../../../../lib/alerts/respond/approval-mail';
import { type ApprovalContext, approvalKey } from '../../../../lib/alerts/respond/context';
import { MemoryKeyValueStore } from '../../../support/memory-key-value-store';
import { TestClock } from '../support';

export const ACCOUNT = '222222222222';
export const session = (name: string, role = 'AWSReservedSSO_acme-responders_0123456789abcdef') =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`;
export const ALICE = session('alice@corp.example');
export const BOB = session('bob@corp.example');

export const EXECUTION = `arn:aws:states:eu-west-1:${ACCOUNT}:execution:acme-approval:e1`;
export const REQUEST = {
  alert: '0123456789abcdef',
  action: 'isolate instance',
  target: 'arn:aws:ec2:eu-west-1:333333333333:instance/i-0abc',
  requested_by: ALICE,
  reason: 'talks to a known botnet',
};

/** Approvals in memory: who waits, what was told, and a seal that can be seen. */
export class ApprovalWorld implements ApprovalContext {
  readonly store = new MemoryKeyValueStore();
  readonly clock = new TestClock();
  readonly told: ApprovalMail[] = [];
  /** Tokens that somebody went on with, in that order. */
  readonly resumed: string[] = [];
  readonly language = 'en';
  readonly timeZone = 'UTC';
  readonly responders = 'acme-responders';
  readonly tokens = {
    seal: async (approval: string, token: string) => `sealed:${approval}:${[...token].reverse().join('')}`,
    open: async (approval: string, sealed: string) => {
      const [, owner, reversed = ''] = sealed.split(':');
      if (owner !== approval) {
        throw new Error('sealed for another approval');
      }
      return [...reversed].reverse().join('');
    },
  };
  readonly resume = async (token: string) => {
    this.resumed.push(token);
  };
  readonly tell = async (mail: ApprovalMail) => {
    this.told.push(mail);
  };

  async record(id: string): Promise<Approval> {
    const found = await this.store.get(approvalKey(id));
    return JSON.parse(found?.value ?? 'null') as Approval;
  }
}
