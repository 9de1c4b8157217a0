import { evidenceOf } from '../../alerts/evidence';
import type { JsonObject } from '../../json';
import type { Evidences, OcsfEvent } from '../../ocsf/event';

/** What a correlation's finding shows of one event: kept with the event's hit, so it is short. */
export interface Brief {
  readonly cloud?: OcsfEvent['cloud'];
  readonly evidence: Evidences;
}

const MAX_CHARACTERS = 3000;

/** The short form of a masked event, as JSON. Request and response stay in the lake, under the event's uid. */
export function briefOf(event: OcsfEvent): string {
  const { uid, data, actor, api, src_endpoint, dst_endpoint, resources, user } = evidenceOf(event);
  const brief: Brief = {
    cloud: event.cloud,
    evidence: {
      uid,
      data,
      actor,
      user,
      src_endpoint,
      dst_endpoint,
      api: api && { operation: api.operation, service: api.service },
      resources: resources?.slice(0, 3),
    },
  };
  const text = JSON.stringify(brief);
  return text.length <= MAX_CHARACTERS ? text : JSON.stringify({ cloud: event.cloud, evidence: { uid } });
}

/** Reads what `briefOf` wrote: nobody else writes it. */
export function readBrief(text: string): Brief {
  const { cloud, evidence } = JSON.parse(text) as JsonObject;
  return { cloud: cloud as Brief['cloud'], evidence: evidence as Evidences };
}
