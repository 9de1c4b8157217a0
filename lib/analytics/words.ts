import type { Language } from '../alerts/message';
import { formatMicros } from '../time';
import type { Unit, WindowSize } from './baseline';
import type { Judgement } from './judgement';
import { endOf } from './window';

const UNITS: Readonly<Record<Language, Readonly<Record<Unit, (amount: string) => string>>>> = {
  en: {
    events: (amount) => `${amount} events`,
    reads: (amount) => `${amount} objects read`,
    bytes: (amount) => `${amount} sent out`,
    services: (amount) => `${amount} different services used`,
  },
  ja: {
    events: (amount) => `イベント ${amount} 件`,
    reads: (amount) => `オブジェクトの読み取り ${amount} 件`,
    bytes: (amount) => `${amount} の送信`,
    services: (amount) => `${amount} 種類のサービスの利用`,
  },
};

const THINGS: Readonly<Record<Language, Readonly<Record<'operation' | 'country', string>>>> = {
  en: { operation: 'operation', country: 'country' },
  ja: { operation: '操作', country: '国' },
};

const PAST: Readonly<
  Record<Language, { readonly least: string; readonly often: Readonly<Record<WindowSize, string>> }>
> = {
  en: { least: 'at least ', often: { hour: 'in the busiest hour of a day', day: 'a day' } },
  ja: { least: '少なくとも ', often: { hour: '1 日の最も多い 1 時間で', day: '1 日' } },
};

/** What was unusual, and what is usual, in a person's words: one line. */
export function describeJudgement(judgement: Judgement, language: Language): string {
  const { baseline, usual, value } = judgement;
  const { judge } = baseline;
  if (judge.kind === 'never' || usual.kind === 'values') {
    const thing = THINGS[language][judge.kind === 'never' ? judge.thing : 'operation'];
    const known = usual.kind === 'values' ? usual.values.size : 0;
    return language === 'en'
      ? `${value}: a new ${thing} for them, not among the ${known} of ${usual.days} earlier days with activity`
      : `${value}: 初めての${thing}（活動のあった過去 ${usual.days} 日間の ${known} 種類にない）`;
  }
  const bytes = judge.unit === 'bytes';
  const [amount, normal, limit] = [judgement.amount, usual.usual, usual.threshold].map((one) =>
    bytes ? formatBytes(one) : formatCount(one),
  );
  const { least, often } = PAST[language];
  const what = UNITS[language][judge.unit](`${judgement.whole ? '' : least}${amount}`);
  return language === 'en'
    ? `${what}, ${between(judgement, ' to ')}; usually ${normal} ${often[baseline.window]} (${usual.days} days), told above ${limit}`
    : `${between(judgement, ' から ')} に${what}。通常は${often[baseline.window]} ${normal}（${usual.days} 日間）、${limit} を超えると通知`;
}

function between({ window }: Judgement, to: string): string {
  return `${formatMicros(window.start)}${to}${formatMicros(endOf(window))}`;
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Decimal, three digits: `1.07 GB`. */
export function formatBytes(bytes: number): string {
  let [value, size] = [bytes, 0];
  while (value >= 999.5 && size < SIZES.length - 1) {
    [value, size] = [value / 1000, size + 1];
  }
  return `${Number(value.toPrecision(3))} ${SIZES[size]}`;
}

function formatCount(count: number): string {
  return String(count < 100 ? Math.round(count * 10) / 10 : Math.round(count));
}
