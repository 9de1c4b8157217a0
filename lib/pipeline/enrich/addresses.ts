import type { AutonomousSystem, Location, OcsfEvent } from '../../ocsf/event';
import type { AddressFacts } from './address-facts';
import { addEnrichment } from './enrichments';

/** The endpoints of an event, and whether OCSF gives them an autonomous system. */
const ENDPOINTS = [
  { attribute: 'src_endpoint', hasSystem: true },
  { attribute: 'dst_endpoint', hasSystem: true },
  { attribute: 'proxy_endpoint', hasSystem: true },
  { attribute: 'device', hasSystem: false },
] as const;

interface Endpoint {
  ip?: string;
  location?: Location;
  autonomous_system?: AutonomousSystem;
}

/**
 * Adds to each endpoint's address where it is and whose network it is in; an address that is not simply public gets
 * its kind as an enrichment (`private`, `documentation` …). What the source said itself stays.
 */
export function enrichAddresses(event: OcsfEvent, factsOf: (ip: string) => AddressFacts): void {
  for (const { attribute, hasSystem } of ENDPOINTS) {
    const endpoint: Endpoint | undefined = event[attribute];
    if (endpoint?.ip === undefined) {
      continue;
    }
    const { kind, location, autonomousSystem } = factsOf(endpoint.ip);
    if (location !== undefined && endpoint.location === undefined) {
      endpoint.location = { ...location };
    }
    if (hasSystem && autonomousSystem !== undefined && endpoint.autonomous_system === undefined) {
      endpoint.autonomous_system = { ...autonomousSystem };
    }
    if (kind !== undefined && kind !== 'public') {
      addEnrichment(event, { name: `${attribute}.ip`, value: endpoint.ip, type: 'address' }, { kind });
    }
  }
}
