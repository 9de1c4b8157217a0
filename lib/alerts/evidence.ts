import type { JsonObject } from '../json';
import type { Evidences, OcsfEvent } from '../ocsf/event';

/** Attributes that an event and a finding's evidence have in common. */
const SHARED = [
  'actor',
  'api',
  'connection_info',
  'container',
  'database',
  'databucket',
  'device',
  'dst_endpoint',
  'email',
  'file',
  'http_request',
  'http_response',
  'job',
  'process',
  'query',
  'resources',
  'src_endpoint',
  'tls',
  'url',
  'user',
] as const satisfies readonly (keyof Evidences)[];

/** What OCSF's evidence has no attribute for, and a person asks first: did it succeed, how much was it, what was found? */
const DATA = ['class_name', 'status', 'status_code', 'status_detail', 'traffic', 'finding_info'] as const;

/**
 * The event as a finding's evidence; of another product's finding, what that one rests on first. The parts are the
 * event's own, not copies: mask first.
 */
export function evidenceOf(event: OcsfEvent): Evidences {
  const evidence: Evidences = { uid: event.metadata.uid, data: pick(event as JsonObject, DATA) };
  const [found = {}] = event.evidences ?? [];
  return Object.assign(evidence, pick(found as JsonObject, SHARED), pick(event as JsonObject, SHARED));
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]),
  );
}
