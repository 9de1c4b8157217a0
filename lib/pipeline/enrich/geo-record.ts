import { type JsonObject, type JsonValue, list, number, object, text } from '../../json';

/** Where an address is, and whose network it belongs to. */
export interface GeoFacts {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly city?: string;
  /** Subdivision: ISO 3166-2 where the database has it (`JP-13`), else its name. */
  readonly region?: string;
  /** Degrees, north positive. */
  readonly latitude?: number;
  /** Degrees, east positive. */
  readonly longitude?: number;
  readonly asn?: number;
  readonly asName?: string;
}

/**
 * A database's record as facts. Its shape tells who made it: MaxMind nests (`country.iso_code`, `location.latitude`,
 * `autonomous_system_number`), ip-location-db and DB-IP Lite are flat (`country_code`, `asn`, `as_name`). Undefined
 * when it holds nothing of use.
 */
export function geoFacts(record: JsonObject): GeoFacts | undefined {
  const country = countryCode(record);
  const place = object(record.location) ?? record;
  const latitude = number(place.latitude);
  const longitude = number(place.longitude);
  const hasPlace = latitude !== undefined && longitude !== undefined;
  const facts: GeoFacts = {
    country,
    city: named(record.city),
    region: subdivision(record, country),
    latitude: hasPlace ? latitude : undefined,
    longitude: hasPlace ? longitude : undefined,
    asn: systemNumber(record),
    asName: systemName(record),
  };
  return Object.values(facts).some((value) => value !== undefined) ? facts : undefined;
}

function countryCode(record: JsonObject): string | undefined {
  const code =
    text(object(record.country)?.iso_code) ??
    text(record.country_code) ??
    text(record.country) ??
    text(object(record.registered_country)?.iso_code);
  const upper = code?.toUpperCase();
  return upper !== undefined && /^[A-Z]{2}$/.test(upper) && upper !== 'ZZ' ? upper : undefined;
}

function subdivision(record: JsonObject, country: string | undefined): string | undefined {
  const first = object(list(record.subdivisions)[0]);
  const code = text(first?.iso_code);
  return code !== undefined && country !== undefined
    ? `${country}-${code}`
    : (named(first) ?? text(record.state1));
}

/** A name: the text itself, or the English one of several languages. */
function named(value: JsonValue): string | undefined {
  return text(value) ?? text(object(object(value)?.names)?.en);
}

function systemNumber(record: JsonObject): number | undefined {
  const traits = object(record.traits);
  const value =
    record.autonomous_system_number ?? traits?.autonomous_system_number ?? record.asn ?? record.as_number;
  const given = typeof value === 'string' ? value.replace(/^AS/i, '') : value;
  const parsed = number(given);
  return parsed !== undefined && Number.isInteger(parsed) && parsed > 0 ? parsed : undefined;
}

function systemName(record: JsonObject): string | undefined {
  return (
    text(record.autonomous_system_organization) ??
    text(object(record.traits)?.autonomous_system_organization) ??
    text(record.as_name) ??
    text(record.as_organization)
  );
}
