import { plainLine } from '../alerts/formats/neutral-text';
import { type RunbookId, runbookAnchor } from './runbooks';
import type { Trouble } from './silence';

/** A message to the people who run the platform. */
export interface WatchWords {
  /** Printable ASCII, fewer than 100 characters: what SNS demands. */
  readonly subject: string;
  readonly body: string;
}

interface Guidance {
  readonly heading: string;
  readonly check: string;
  readonly runbook: RunbookId;
}

/** What to look at first, by what is wrong. */
const GUIDANCE: Readonly<Record<Trouble['kind'], Guidance>> = {
  source: {
    heading: 'Sources of which nothing comes',
    check:
      'Is the service still set up to deliver, and may it write to the raw bucket? Its canary says whether the way from there is open. What there is nothing of can be switched off: sources, enabled: false.',
    runbook: 'silent-source',
  },
  silent: {
    heading: 'Accounts of which nothing comes',
    check:
      'Was the account closed or suspended? Else ask CloudTrail of the organization who changed trail, flow logs or guardrails there: silence is what someone wants who has broken in.',
    runbook: 'silent-account',
  },
  failed: {
    heading: 'Accounts that cannot be enrolled',
    check: 'The reason is beside each; the next run of enrolment tries again.',
    runbook: 'account-not-enrolled',
  },
  unknown: {
    heading: 'Accounts that send and are not enrolled',
    check: 'Put their organizational unit into the configuration, or see why they send.',
    runbook: 'account-not-enrolled',
  },
};

/** Named in a message; the log has them all. */
const NAMED = 50;

/** What has begun since the last message, in words; in the order of what is worst. */
export function wordsOf(begun: readonly Trouble[], platform: string): WatchWords {
  const kinds = (Object.keys(GUIDANCE) as Trouble['kind'][]).flatMap((kind) => {
    const of = begun.filter((trouble) => trouble.kind === kind);
    return of.length === 0 ? [] : [{ kind, of }];
  });
  const counts = kinds.map(({ kind, of }) =>
    kind === 'source' ? `${of.length} silent sources` : `${of.length} ${kind} accounts`,
  );
  return {
    subject: `[${platform}] ${counts.join(', ')}`.slice(0, 99),
    body: `${kinds.map(({ kind, of }) => paragraph(GUIDANCE[kind], of)).join('\n\n')}\n`,
  };
}

function paragraph({ heading, check, runbook }: Guidance, of: readonly Trouble[]): string {
  const more = of.length > NAMED ? [`- and ${of.length - NAMED} more, which the log names`] : [];
  return [
    `${heading}:`,
    ...of.slice(0, NAMED).map(lineOf),
    ...more,
    `Check: ${check}`,
    `Runbook: ${runbookAnchor(runbook)}`,
  ].join('\n');
}

/** Names and reasons are others' words: each is one line, whatever it holds. */
function lineOf(trouble: Trouble): string {
  const since = new Date(trouble.sinceMicros / 1000).toISOString().slice(0, 16);
  const who =
    trouble.kind === 'source'
      ? trouble.source
      : `${trouble.account}${trouble.name === undefined ? '' : ` (${trouble.name})`}`;
  return `- ${plainLine(who, 120)}, since ${since}Z: ${plainLine(trouble.reason, 300)}`;
}
