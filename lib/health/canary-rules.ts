import { loadRules } from '../detections/load';
import { sha256 } from '../hash';
import type { Rule } from '../sigma/rule';
import { SOURCES } from '../sources';
import type { Source } from '../sources/source';
import { CANARY_FORMS, type CanaryForm } from './canary-forms';

/** What rules of canaries are of, in place of a file's name. */
const FILE = 'canary';

let loaded: readonly Rule[] | undefined;

/**
 * A rule for each source's canary, through the same compiler as all rules: what proves that events are looked at. They
 * belong to the platform and not to the published rules, which may be others tomorrow. Informational: their findings
 * are rows of the lake, and no alerts.
 */
export function canaryRules(): readonly Rule[] {
  loaded ??= loadRules([{ path: FILE, text: SOURCES.flatMap(documentOf).join('---\n') }], SOURCES).rules;
  return loaded;
}

/** Whether a rule is a canary's. */
export function isCanaryRule({ file }: Pick<Rule, 'file'>): boolean {
  return file === FILE;
}

function documentOf(source: Source): string[] {
  const form = CANARY_FORMS[source.id];
  return form === undefined ? [] : [ruleText(source, form)];
}

/** JSON is YAML: nothing of a field or value needs quoting of its own. */
function ruleText({ id, title, logsource }: Source, { sign }: CanaryForm): string {
  const [own] = logsource;
  return `title: ${JSON.stringify(`Canary of ${title}`)}
id: ${ruleId(id)}
status: stable
level: informational
description: The platform's own canary came through and was seen. Nothing happened.
author: Kumomori
logsource: ${JSON.stringify(own)}
detection:
  canary: ${JSON.stringify(sign)}
  condition: canary
alert:
  speed: near-realtime
  owner: platform
  runbook: Nothing is to be done.
`;
}

/** The same in every release, in the form of a UUID. */
function ruleId(source: string): string {
  const hex = sha256(`kumomori canary\n${source}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
