import type { JsonValue } from '../../json';
import type { Enrichment, OcsfEvent } from '../../ocsf/event';

/** What a piece of added knowledge is about, and where it comes from. */
export interface Addition {
  /** Path of the attribute that was looked up: `src_endpoint.ip`. */
  readonly name: string;
  readonly value: string;
  readonly type: 'address' | 'directory';
  readonly provider?: string;
}

/** Adds an OCSF enrichment; an event that has one of the same name and type keeps that. */
export function addEnrichment(event: OcsfEvent, addition: Addition, data: JsonValue): void {
  const known: Enrichment[] = event.enrichments ?? [];
  if (known.some(({ name, type }) => name === addition.name && type === addition.type)) {
    return;
  }
  const { name, value, type, provider } = addition;
  known.push(provider === undefined ? { name, value, type, data } : { name, value, type, provider, data });
  event.enrichments = known;
}
