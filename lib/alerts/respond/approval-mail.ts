import { formatMicros } from '../../time';
import { plainLine } from '../formats/neutral-text';
import { unlinkedStrictly } from '../formats/unlinked-text';
import type { Language } from '../message';
import { formatLocal } from '../zoned-time';
import type { Approval, ApprovalStatus } from './approval';

/** What people read of an approval, and what programs filter by. It never holds a token. */
export interface ApprovalMail {
  /** Printable ASCII, fewer than 100 characters. */
  readonly subject: string;
  readonly body: string;
  readonly approval: string;
  readonly status: ApprovalStatus;
}

interface Words {
  readonly heading: Readonly<Record<ApprovalStatus, string>>;
  readonly labels: Readonly<
    Record<'action' | 'target' | 'alert' | 'by' | 'reason' | 'until' | 'approval' | 'decided', string>
  >;
  readonly howTo: (responders: string) => string;
  readonly otherwise: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    heading: {
      open: 'Approval requested',
      approved: 'Approved',
      denied: 'Denied',
      expired: 'Denied: nobody decided in time',
    },
    labels: {
      action: 'Action',
      target: 'Target',
      alert: 'Alert',
      by: 'Requested by',
      reason: 'Reason',
      until: 'Until',
      approval: 'Approval',
      decided: 'Decided by',
    },
    howTo: (responders) => `To decide, as one of ${responders} and not as who requested it:`,
    otherwise: 'denied if nobody decides',
  },
  ja: {
    heading: {
      open: '承認依頼',
      approved: '承認済み',
      denied: '却下',
      expired: '却下: 期限までに判断なし',
    },
    labels: {
      action: '対応',
      target: '対象',
      alert: 'アラート',
      by: '依頼者',
      reason: '理由',
      until: '期限',
      approval: '承認 ID',
      decided: '判断者',
    },
    howTo: (responders) => `判断するには（${responders} の権限が必要。依頼者本人は承認できません）:`,
    otherwise: '判断がなければ却下',
  },
};

const MAX_FACT = 1_000;

/** The mail of an approval as it stands: the request with how to answer it, or what was decided, by whom and why. */
export function toApprovalMail(
  approval: Approval,
  {
    language,
    timeZone,
    responders,
  }: { readonly language: Language; readonly timeZone: string; readonly responders: string },
): ApprovalMail {
  const { id, status, decision, expiresMicros } = approval;
  const { heading, labels, howTo, otherwise } = WORDS[language];
  const until = `${formatLocal(expiresMicros / 1000, timeZone)} (${formatMicros(expiresMicros)})`;
  const facts: readonly (readonly [string, string])[] = [
    [labels.action, approval.action],
    [labels.target, approval.target],
    [labels.alert, approval.alert],
    [labels.by, approval.requestedBy],
    [labels.reason, approval.reason],
    ...(status === 'open' ? [[labels.until, `${until}; ${otherwise}`] as const] : []),
    ...(decision
      ? ([
          [labels.decided, decision.by],
          [labels.reason, decision.reason],
        ] as const)
      : []),
    [labels.approval, id],
  ];
  const parts = [
    heading[status],
    facts.map(([label, value]) => `${label}: ${unlinkedStrictly(plainLine(value, MAX_FACT))}`).join('\n'),
    ...(status === 'open' ? [`${howTo(responders)}\n${commands(id)}`] : []),
  ];
  return {
    subject: `[approval] ${status === 'open' ? 'requested' : status} (${id.slice(0, 8)})`,
    body: `${parts.join('\n\n')}\n`,
    approval: id,
    status,
  };
}

function commands(id: string): string {
  return ['', '--deny '].map((flag) => `  kumomori approve ${id} ${flag}--reason "..."`).join('\n');
}
