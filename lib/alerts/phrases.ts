import type { Language } from './message';

/** How a finding's parts are put into a person's words; absent parts are undefined. */
export interface Phrases {
  readonly unknown: string;
  readonly outcome: (status: string) => string;
  readonly call: (operation: string, service?: string, resource?: string, outcome?: string) => string;
  readonly request: (method: string | undefined, url: string, outcome?: string) => string;
  readonly lookup: (name: string, outcome?: string) => string;
  /** Another product's finding, and the resource it is of unless the title names it. */
  readonly found: (title: string, resource?: string) => string;
  readonly traffic: (bytes: number | undefined, to: string, port?: number, outcome?: string) => string;
  /** What a correlation counted, of one kind, and between which moments. */
  readonly correlated: (kind: string, count: number, exact: boolean, first?: string, last?: string) => string;
  readonly latest: (what: string) => string;
  readonly place: (provider?: string, account?: string, region?: string, origin?: string) => string;
}

const EN_COUNTED: Readonly<Record<string, string>> = {
  event_count: 'events',
  value_count: 'different values',
  temporal: 'rules matched together',
  temporal_ordered: 'rules matched in order',
};
const JA_COUNTED: Readonly<Record<string, string>> = {
  event_count: '件のイベント',
  value_count: '種類の値',
  temporal: '個のルールが同時期に成立',
  temporal_ordered: '個のルールが順に成立',
};
const JA_OUTCOMES: Readonly<Record<string, string>> = { Success: '成功', Failure: '失敗' };

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    unknown: 'unknown',
    outcome: (status) => ` (${status})`,
    call: (operation, service, resource, outcome = '') =>
      `${operation}${service === undefined ? '' : ` of ${service}`}${outcome}${resource === undefined ? '' : ` on ${resource}`}`,
    request: (method = 'request', url, outcome = '') => `${method} ${url}${outcome}`,
    lookup: (name, outcome = '') => `looked up ${name}${outcome}`,
    found: (title, resource) => `${title}${resource === undefined ? '' : ` on ${resource}`}`,
    traffic: (bytes, to, port, outcome = '') =>
      `${bytes === undefined ? 'traffic' : `${bytes} bytes`} to ${to}${port === undefined ? '' : ` port ${port}`}${outcome}`,
    correlated: (kind, count, exact, first, last) =>
      `${exact ? '' : 'at least '}${count} ${EN_COUNTED[kind] ?? 'events'}${first && last ? `, ${first} to ${last}` : ''}`,
    latest: (what) => `; the latest: ${what}`,
    place: (provider, account, region, origin) =>
      [provider, account && `account ${account}`, region, origin && `from ${origin}`]
        .filter(Boolean)
        .join(' '),
  },
  ja: {
    unknown: '不明',
    outcome: (status) => `（${JA_OUTCOMES[status] ?? status}）`,
    call: (operation, service, resource, outcome = '') =>
      `${service === undefined ? '' : `${service} の `}${operation}${outcome}${resource === undefined ? '' : ` 対象: ${resource}`}`,
    request: (method = 'リクエスト', url, outcome = '') => `${method} ${url}${outcome}`,
    lookup: (name, outcome = '') => `${name} の名前解決${outcome}`,
    found: (title, resource) => `${title}${resource === undefined ? '' : ` 対象: ${resource}`}`,
    traffic: (bytes, to, port, outcome = '') =>
      `${to}${port === undefined ? '' : ` ポート ${port}`} への${bytes === undefined ? '通信' : ` ${bytes} バイトの通信`}${outcome}`,
    correlated: (kind, count, exact, first, last) =>
      `${exact ? '' : '少なくとも '}${count} ${JA_COUNTED[kind] ?? '件のイベント'}${first && last ? `、${first} から ${last} まで` : ''}`,
    latest: (what) => `。最新: ${what}`,
    place: (provider, account, region, origin) =>
      [provider, account && `アカウント ${account}`, region, origin && `送信元 ${origin}`]
        .filter(Boolean)
        .join(' '),
  },
};
