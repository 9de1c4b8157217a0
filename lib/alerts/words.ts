import type { Level } from '../sigma/rule';
import type { Language, MessageLabels, Occasion } from './message';

/** Every word a message has that is neither from a rule nor from a log. */
interface Words {
  readonly occasions: Readonly<Record<Occasion, string>>;
  readonly severities: Readonly<Record<Level, string>>;
  readonly labels: Omit<MessageLabels, 'occasion' | 'severityText'>;
  /** Title of a digest. */
  readonly digestTitle: (alerts: number) => string;
  /** What a digest is of. */
  readonly digestWhat: (alerts: number, findings: number) => string;
  readonly digestWho: string;
  readonly digestWhere: string;
  /** Of a message that tries a channel out. */
  readonly test: {
    readonly title: string;
    readonly what: (channel: string) => string;
    readonly where: (channel: string) => string;
    readonly runbook: string;
  };
}

export const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    occasions: {
      opened: 'New alert',
      reopened: 'Alert reopened',
      acknowledged: 'Alert acknowledged',
      resolved: 'Alert resolved',
      false_positive: 'False positive',
      digest: 'Digest',
    },
    severities: {
      informational: 'Informational',
      low: 'Low',
      medium: 'Medium',
      high: 'High',
      critical: 'Critical',
    },
    labels: {
      severity: 'Severity',
      who: 'Who',
      what: 'What',
      where: 'Where',
      when: 'When',
      runbook: 'Runbook',
      query: 'Query',
      findings: 'Findings',
      alert: 'Alert',
      rule: 'Rule',
      owner: 'Owner',
      decision: 'Decision',
    },
    digestTitle: (alerts) => `${alerts} more alert${alerts === 1 ? '' : 's'}`,
    digestWhat: (alerts, findings) =>
      `${alerts} alert${alerts === 1 ? '' : 's'} (${findings} finding${findings === 1 ? '' : 's'}) above the limit of this channel`,
    digestWho: 'see each alert',
    digestWhere: 'see each alert',
    test: {
      title: 'TEST: nothing happened',
      what: (channel) => `test of the alert channel ${channel}`,
      where: (channel) => `channel ${channel}`,
      runbook:
        '1. Nothing to do: alerts of this channel will arrive here.\n2. Close this if it opened a ticket.',
    },
  },
  ja: {
    occasions: {
      opened: '新しいアラート',
      reopened: 'アラート再開',
      acknowledged: 'アラート確認済み',
      resolved: 'アラート解決',
      false_positive: '誤検知',
      digest: 'まとめ',
    },
    severities: { informational: '情報', low: '低', medium: '中', high: '高', critical: '緊急' },
    labels: {
      severity: '重大度',
      who: '誰が',
      what: '何を',
      where: 'どこで',
      when: 'いつ',
      runbook: '対応手順',
      query: 'クエリ',
      findings: '検出件数',
      alert: 'アラート',
      rule: 'ルール',
      owner: '担当',
      decision: '判断',
    },
    digestTitle: (alerts) => `ほか ${alerts} 件のアラート`,
    digestWhat: (alerts, findings) =>
      `このチャネルの上限を超えたアラート ${alerts} 件（検出 ${findings} 件）`,
    digestWho: '各アラートを参照',
    digestWhere: '各アラートを参照',
    test: {
      title: 'テスト: 何も起きていません',
      what: (channel) => `アラートチャネル ${channel} のテスト`,
      where: (channel) => `チャネル ${channel}`,
      runbook:
        '1. 対応は不要です。このチャネルのアラートはここに届きます。\n2. チケットが作成された場合は閉じてください。',
    },
  },
};

export function labelsFor(language: Language, occasion: Occasion, severity: Level): MessageLabels {
  const { labels, occasions, severities } = WORDS[language];
  return { ...labels, occasion: occasions[occasion], severityText: severities[severity] };
}
