import { type JsonObject, number, object, text } from '../json';
import type { Evidences, OcsfEvent } from '../ocsf/event';
import { formatMicros } from '../time';
import type { Language } from './message';
import { PHRASES, type Phrases } from './phrases';
import { groupOf } from './terms';

/** A finding in a person's words. Every part is one line of plain text, whatever the log contained. */
export interface FindingDescription {
  readonly who: string;
  readonly what: string;
  readonly where: string;
  /** RFC 3339, UTC. */
  readonly when: string;
  readonly severity: string;
  readonly rule: string;
  readonly runbook: string;
}

const MAX_PART = 200;
/** Neither a person nor a system: a role, as a rule. */
const OTHER_USER = 99;

/** Who did what, where and when, from the finding alone: it may have been read back from the lake. */
export function describeFinding(finding: OcsfEvent, language: Language = 'en'): FindingDescription {
  const evidence = finding.evidences?.[0] ?? {};
  const phrases = PHRASES[language];
  return {
    who: plainLine(whoOfAll(finding, evidence) ?? phrases.unknown),
    what: plainLine(
      correlatedOf(finding, phrases) ?? analysedOf(finding, language) ?? whatOf(evidence, phrases),
    ),
    where: plainLine(whereOf(finding, evidence, phrases)),
    when: formatMicros(finding.time * 1000),
    severity: finding.severity ?? 'Unknown',
    rule: plainLine(finding.finding_info?.title ?? ''),
    runbook: finding.remediation?.desc ?? '',
  };
}

/** `CloudTrail stopped or deleted: alice, StopLogging of cloudtrail.amazonaws.com (Success), …` */
export function summarise({ rule, who, what, where, when }: FindingDescription): string {
  return `${rule}: ${who}, ${what}, ${where}, ${when}`;
}

function whoOf({ actor, user, src_endpoint }: Evidences): string | undefined {
  const person = actor?.user ?? user;
  const session = actor?.session?.uid;
  const named = person?.email_addr ?? person?.name ?? person?.uid ?? actor?.app_name ?? actor?.invoked_by;
  if (named !== undefined && session !== undefined && person?.type_id === OTHER_USER && session !== named) {
    // A role says little: the session is named by, and after, whoever took it on.
    return `${named}/${session}`;
  }
  return named ?? src_endpoint?.ip ?? src_endpoint?.name;
}

/** Of a correlation: whoever the latest event is of, and what all its events have in common. */
function whoOfAll(finding: OcsfEvent, evidence: Evidences): string | undefined {
  const who = whoOf(evidence);
  const group = groupText(finding);
  return who !== undefined && group !== undefined && !group.includes(who)
    ? `${who} (${group})`
    : (group ?? who);
}

/** What a correlation is grouped by, which is who or what its events have in common: `user=ann, ip=203.0.113.9`. */
function groupText({ unmapped }: OcsfEvent): string | undefined {
  const parts = groupOf(object(unmapped)).map(({ field, value }) => `${field}=${value}`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

function correlatedOf(finding: OcsfEvent, phrases: Phrases): string | undefined {
  const correlation: JsonObject | undefined = object(object(finding.unmapped)?.correlation);
  if (!correlation) {
    return undefined;
  }
  const { finding_info: info, evidences } = finding;
  const [first, last] = [info?.first_seen_time, info?.last_seen_time].map((time) =>
    time === undefined ? undefined : formatMicros(time * 1000),
  );
  const count = number(correlation.count) ?? info?.related_events_count ?? 0;
  const counted = phrases.correlated(
    text(correlation.type) ?? '',
    count,
    correlation.exact !== false,
    first,
    last,
  );
  const [evidence] = evidences ?? [];
  return evidence ? `${counted}${phrases.latest(whatOf(evidence, phrases))}` : counted;
}

/** Of an analysis: what it found, as its finding has it in every language. */
function analysedOf({ unmapped }: OcsfEvent, language: Language): string | undefined {
  const { baseline, hunt } = object(unmapped) ?? {};
  return text(object(object(baseline ?? hunt)?.what)?.[language]);
}

function whatOf(evidence: Evidences, phrases: Phrases): string {
  const { api, dst_endpoint, http_request, query, resources } = evidence;
  const data = object(evidence.data);
  const status = text(data?.status);
  const outcome = status === undefined || status === 'Unknown' ? '' : phrases.outcome(status);
  const found = text(object(data?.finding_info)?.title);
  if (found !== undefined) {
    const on = resources?.[0]?.uid ?? resources?.[0]?.name;
    return phrases.found(found.replace(/\.$/, ''), on !== undefined && found.includes(on) ? undefined : on);
  }
  if (api) {
    const resource = resources?.[0]?.uid ?? resources?.[0]?.name;
    return phrases.call(api.operation, api.service?.name, resource, outcome);
  }
  if (http_request) {
    const url = http_request.url?.url_string ?? http_request.url?.path ?? '';
    return phrases.request(http_request.http_method, url, outcome);
  }
  if (query) {
    return phrases.lookup(query.hostname, outcome);
  }
  if (dst_endpoint) {
    const bytes = number(object(data?.traffic)?.bytes);
    const to = dst_endpoint.ip ?? dst_endpoint.name ?? phrases.unknown;
    return phrases.traffic(bytes, to, dst_endpoint.port, outcome);
  }
  return `${text(data?.class_name) ?? 'event'}${outcome}`;
}

function whereOf({ cloud }: OcsfEvent, { src_endpoint }: Evidences, phrases: Phrases): string {
  const account = cloud?.account?.name ?? cloud?.account?.uid;
  const named = src_endpoint?.ip ?? src_endpoint?.svc_name ?? src_endpoint?.name;
  // What sources put where OCSF demands an endpoint and the log has none.
  const origin = named === 'Unknown' ? undefined : named;
  return phrases.place(cloud?.provider, account, cloud?.region, origin) || phrases.unknown;
}

/** Control and direction-changing characters would let a log line write to a terminal or reorder a message. */
export function plainLine(value: string): string {
  const clean = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return clean.length > MAX_PART ? `${clean.slice(0, MAX_PART - 1)}…` : clean;
}
