import { Reader, type Response } from 'mmdb-lib';
import { type JsonObject, object } from '../../json';
import { type GeoFacts, geoFacts } from './geo-record';

/** A database of addresses, whatever its maker. */
export interface GeoDatabase {
  /** What it says of an address in canonical form; undefined when it does not know the address. */
  lookup(ip: string): GeoFacts | undefined;
  /** The maker's name for it and the day it was built: `GeoLite2-City 2026-06-17`. */
  readonly description: string;
}

/**
 * Opens a MaxMind DB (MMDB) from its bytes: MaxMind's, DB-IP's, and those of ip-location-db. Throws when the bytes
 * are none.
 */
export function openGeoDatabase(bytes: Uint8Array): GeoDatabase {
  const reader = open(bytes);
  const { databaseType, buildEpoch, ipVersion } = reader.metadata;
  return {
    lookup: (ip) => {
      const isKnown = ipVersion === 6 || !ip.includes(':');
      const record: JsonObject | undefined = isKnown ? object(reader.get(ip)) : undefined;
      return record && geoFacts(record);
    },
    description: `${databaseType} ${buildEpoch.toISOString().slice(0, 10)}`,
  };
}

function open(bytes: Uint8Array): Reader<Response> {
  try {
    return new Reader<Response>(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`no MaxMind DB (${bytes.byteLength} bytes: ${reason}): give a file that ends in .mmdb`);
  }
}
