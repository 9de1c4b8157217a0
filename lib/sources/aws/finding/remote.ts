import { type JsonObject, number, object, text } from '../../../json';
import type { Location, NetworkEndpoint } from '../../../ocsf/event';
import { integer } from '../../shared/places';
import { isAddress } from '../address';

/** The other side: its address with what GuardDuty knows of it, or its domain. Source: GuardDuty API, RemoteIpDetails. */
export function remoteEndpoint(action: JsonObject): NetworkEndpoint | undefined {
  const details = object(action.remoteIpDetails) ?? {};
  const organization = object(details.organization);
  return known({
    ...addressed(text(details.ipAddressV4) ?? text(details.ipAddressV6)),
    domain: text(object(action.domainDetails)?.domain),
    port: portOf(action.remotePortDetails),
    location: locationOf(details),
    autonomous_system: systemOf(organization),
    isp: text(organization?.isp),
    isp_org: text(organization?.org),
  });
}

/** Our side, the machine that the finding is of. Source: GuardDuty API, LocalIpDetails and LocalPortDetails. */
export function localEndpoint(action: JsonObject, machine: NetworkEndpoint): NetworkEndpoint | undefined {
  const details = object(action.localIpDetails) ?? {};
  return known({
    ...machine,
    ...addressed(text(details.ipAddressV4) ?? text(details.ipAddressV6)),
    port: portOf(action.localPortDetails),
  });
}

/** An endpoint of an address; a text that is none stands as a name, and never in an address field. */
export function addressed(address: string | undefined): NetworkEndpoint {
  return address === undefined ? {} : isAddress(address) ? { ip: address } : { name: address };
}

/** The endpoint, unless it is nobody's: OCSF wants something to know it by. */
export function known(endpoint: NetworkEndpoint): NetworkEndpoint | undefined {
  const { ip, name, domain, instance_uid } = endpoint;
  return ip === undefined && name === undefined && domain === undefined && instance_uid === undefined
    ? undefined
    : endpoint;
}

/** The port of `{port, portName}`. */
function portOf(details: unknown): number | undefined {
  return portNumber(object(details)?.port);
}

export function portNumber(value: unknown): number | undefined {
  const port = integer(value);
  return port !== undefined && port >= 0 && port <= 65_535 ? port : undefined;
}

/** Latitude and longitude only beside a city or a country: OCSF wants one of these. */
function locationOf(details: JsonObject): Location | undefined {
  const country = text(object(details.country)?.countryCode) ?? text(object(details.country)?.countryName);
  const city = text(object(details.city)?.cityName);
  const point = object(details.geoLocation);
  return country === undefined && city === undefined
    ? undefined
    : { city, country, lat: number(point?.lat), long: number(point?.lon) };
}

function systemOf(organization: JsonObject | undefined): NetworkEndpoint['autonomous_system'] {
  const system = integer(organization?.asn);
  const name = text(organization?.asnOrg);
  return system === undefined && name === undefined ? undefined : { number: system, name };
}
