import { sha256 } from '../hash';
import { pair } from '../ocsf/build';
import type { OcsfEvent } from '../ocsf/event';
import {
  type AnalyticsContext,
  type AnalyticsDefinition,
  type AnalyticsResult,
  analyticsFinding,
} from './analytics-finding';
import type { WindowSize } from './baseline';
import type { ProfileDialect } from './condition';
import type { EngineRow } from './profile';
import { nameOf, type Window } from './window';

/** A question that is asked of every closed window, of no past: each row of the answer is a finding. */
export interface Hunt extends AnalyticsDefinition {
  /** Id of the source whose events it is about: without it there is nothing to ask. */
  readonly source: string;
  readonly window: WindowSize;
  /**
   * Rows of a cloud, an account and a function there; the time of its first event that counts (`time_us`) and the id of
   * the one to look at; then numbers. Worst first.
   */
  sql(window: Window, dialect: ProfileDialect): string;
  /** What the numbers of a row say, in a person's words: a line in each language. */
  words(numbers: readonly number[]): AnalyticsResult['what'];
}

const ENTITY = ['cloud_provider', 'account_uid', 'function_name'] as const;
/** What is said of an hour or a day by arithmetic, without a past. */
const STATISTICAL = pair('analytic', 'type_id', 3);
/** How AWS names the type of what hunts are about. */
const FUNCTION_TYPE = 'AWS::Lambda::Function';

/** The OCSF Detection Finding of a row: one for each function and window, whoever asks and how often. */
export function huntFinding(
  hunt: Hunt,
  window: Window,
  row: EngineRow,
  context: AnalyticsContext,
): OcsfEvent {
  const [provider, account, name, firstMicros, eventUid, ...numbers] = row.map((cell) => cell ?? '');
  const values = [provider, account, name].map((value) => value ?? '');
  const subject = ['hunt', hunt.id, nameOf(window), JSON.stringify(values)].join('\n');
  return analyticsFinding(
    hunt,
    {
      uid: sha256(subject).slice(0, 32),
      window,
      firstMicros: Number(firstMicros),
      entity: ENTITY.map((field, index) => ({ field, value: values[index] ?? '' })),
      what: hunt.words(numbers.map(Number)),
      cloud: provider ? { provider, account: account ? { uid: account } : undefined } : undefined,
      evidence: {
        uid: eventUid || undefined,
        actor: { app_name: name },
        resources: [{ name, type: FUNCTION_TYPE }],
        data: { hunt: hunt.id },
      },
      analytic: STATISTICAL,
      details: { window: nameOf(window), numbers: numbers.map(Number) },
      log: 'hunt',
    },
    context,
  );
}
