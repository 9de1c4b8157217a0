import { isMap, type YAMLMap } from 'yaml';
import { child, type Reader, reportError, textOf, textsOf, type YamlNode } from './reader';
import { type Alert, SPEEDS } from './rule';

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Reads `alert:`. Undefined when the rule has none, or, with the problems reported, when it is wrong. */
export function parseAlert(reader: Reader, node: YamlNode): Alert | undefined {
  if (node === undefined) {
    return undefined;
  }
  if (!isMap(node)) {
    reportError(reader, node, 'alert must be a map: dedup, window, threshold, runbook, owner, speed');
    return undefined;
  }
  const speedText = textOf(reader, child(reader, node, 'speed'), 'alert.speed') ?? 'near-realtime';
  const speed = SPEEDS.find((name) => name === speedText);
  if (!speed) {
    reportError(
      reader,
      child(reader, node, 'speed'),
      `alert.speed must be one of ${SPEEDS.join(', ')}, got ${speedText}`,
    );
  }
  return {
    dedup: textsOf(reader, child(reader, node, 'dedup'), 'alert.dedup'),
    windowSeconds: seconds(reader, node),
    threshold: threshold(reader, node),
    runbook: mandatory(reader, node, 'runbook', 'what to check and what to do when the rule matches'),
    owner: mandatory(reader, node, 'owner', 'the team that answers'),
    speed: speed ?? 'near-realtime',
  };
}

function mandatory(reader: Reader, map: YAMLMap, key: string, why: string): string {
  const text = textOf(reader, child(reader, map, key), `alert.${key}`)?.trim() ?? '';
  if (text === '') {
    reportError(reader, map, `alert.${key} is missing: ${why}`);
  }
  return text;
}

function seconds(reader: Reader, map: YAMLMap): number {
  const node = child(reader, map, 'window');
  const text = textOf(reader, node, 'alert.window') ?? '1h';
  const [, amount, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (amount === undefined || Number(amount) === 0) {
    reportError(reader, node, `alert.window must be a time such as 30m, 1h or 1d, got ${text}`);
  }
  return Number(amount ?? 1) * (SECONDS[unit] ?? 1);
}

function threshold(reader: Reader, map: YAMLMap): number {
  const node = child(reader, map, 'threshold');
  const text = textOf(reader, node, 'alert.threshold') ?? '1';
  if (!/^[1-9]\d{0,8}$/.test(text)) {
    reportError(reader, node, `alert.threshold must be a whole number from 1, got ${text}`);
  }
  return Number(text);
}
