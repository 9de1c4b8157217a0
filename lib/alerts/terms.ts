import { sha256 } from '../hash';
import { type JsonObject, type JsonValue, list, number, object, text } from '../json';
import type { OcsfEvent } from '../ocsf/event';
import { segmentsOf, someValue } from '../sigma/match/path';
import { LEVELS, type Level, type Rule, type RuleHeader } from '../sigma/rule';
import { speedOfRule } from '../sigma/speed';
import type { Source } from '../sources/source';

/** How a finding becomes an alert. It stands in the finding itself, which may be read where the rule is not. */
export interface AlertTerms {
  readonly level: Level;
  readonly owner?: string;
  readonly windowSeconds: number;
  readonly threshold: number;
  /** Fields and their values in the masked event; equal ones make one alert. */
  readonly dedup: readonly DedupField[];
}

export interface DedupField {
  readonly field: string;
  readonly values: readonly string[];
}

/** For rules that do not say: one alert an hour for each account and whoever acts in it. */
const DEFAULT_WINDOW_SECONDS = 3600;
const DEFAULT_PATHS = ['cloud.account.uid', 'actor.user.uid', 'actor.user.name', 'src_endpoint.ip'];

const MAX_VALUES = 20;
const MAX_TEXT = 200;

/** The terms as a finding's `unmapped` holds them. `event` is the masked event: its values are kept. */
export function writeTerms(
  rule: Rule,
  event: OcsfEvent,
  source: Pick<Source, 'fieldPaths' | 'criticality'>,
): JsonObject {
  const { alert } = rule;
  const fields =
    alert && alert.dedup.length > 0
      ? alert.dedup.map((field) => ({ field, paths: source.fieldPaths(field) }))
      : DEFAULT_PATHS.map((path) => ({ field: path, paths: [path] }));
  return {
    level: rule.level,
    owner: alert?.owner,
    speed: speedOfRule(rule, source.criticality),
    window_seconds: alert?.windowSeconds ?? DEFAULT_WINDOW_SECONDS,
    threshold: alert?.threshold ?? 1,
    dedup: fields.map(({ field, paths }) => ({ field, values: valuesAt(event as JsonObject, paths) })),
  };
}

/** The terms of a finding about a group of events: equal groups make one alert, by the fields `dedup` names if it does. */
export function writeGroupTerms(
  { level, alert }: Pick<RuleHeader, 'level' | 'alert'>,
  group: readonly { readonly field: string; readonly value: string }[],
): JsonObject {
  const named = group.filter(({ field }) => alert?.dedup.includes(field));
  return {
    level,
    owner: alert?.owner,
    speed: alert?.speed ?? 'near-realtime',
    window_seconds: alert?.windowSeconds ?? DEFAULT_WINDOW_SECONDS,
    threshold: alert?.threshold ?? 1,
    dedup: (named.length > 0 ? named : group).map(({ field, value }) => ({ field, values: [short(value)] })),
  };
}

/** The terms of a finding, read back: anything missing or strange in it becomes the default. */
export function readTerms(finding: OcsfEvent): AlertTerms {
  const terms = object(finding.unmapped);
  return {
    level: LEVELS.find((level) => level === terms?.level) ?? 'medium',
    owner: text(terms?.owner),
    windowSeconds: atLeastOne(terms?.window_seconds, DEFAULT_WINDOW_SECONDS),
    threshold: atLeastOne(terms?.threshold, 1),
    dedup: list(terms?.dedup).map((entry) => ({
      field: text(object(entry)?.field) ?? '',
      values: list(object(entry)?.values).map(String),
    })),
  };
}

/** The values a correlation is grouped by, from a finding's `unmapped`; none for other findings. */
export function groupOf(
  terms: JsonObject | undefined,
): readonly { readonly field: string; readonly value: string }[] {
  return list(object(terms?.correlation)?.group).map((entry) => ({
    field: text(object(entry)?.field) ?? '',
    value: String(object(entry)?.value ?? ''),
  }));
}

function atLeastOne(value: unknown, otherwise: number): number {
  const given = number(value);
  return given !== undefined && Number.isInteger(given) && given >= 1 ? given : otherwise;
}

/** Each value once, in code-unit order, so that the order of a list in the log makes no other alert. */
function valuesAt(event: JsonObject, paths: readonly string[]): string[] {
  const found = new Set<string>();
  for (const path of paths) {
    someValue(event, segmentsOf(path), (value) => {
      if (typeof value !== 'object') {
        found.add(short(value));
      }
      return found.size >= MAX_VALUES;
    });
  }
  return [...found].sort().slice(0, MAX_VALUES);
}

function short(value: JsonValue): string {
  const whole = String(value);
  return whole.length > MAX_TEXT ? `sha256:${sha256(whole)}` : whole;
}
