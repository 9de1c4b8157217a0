import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { sha256 } from '../../lib/hash';
import { parseDirectory } from '../../lib/pipeline/enrich/directory';
import type { EnricherOptions } from '../../lib/pipeline/enrich/enricher';
import { openGeoDatabase } from '../../lib/pipeline/enrich/geo';
import { UsageError } from './errors';
import { PACKAGE_ROOT } from './package-root';

const SHIPPED_GEO = 'node_modules/@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb';

/** Geography and directories named by the configuration; the shipped country database when none is named. */
export async function loadReference(
  enrichment: ResolvedPlatform['enrichment'],
  folder: string,
): Promise<{ readonly options: EnricherOptions; readonly version: string }> {
  const hashes: string[] = [];
  const read = async (path: string): Promise<Buffer> => {
    const file = isAbsolute(path) ? path : join(folder, path);
    const body = await readFile(file).catch(() => {
      throw new UsageError(`${file}: reference data named by the configuration cannot be read`);
    });
    hashes.push(sha256(body));
    return body;
  };
  const directory = async (path: string | undefined) => {
    if (!path) {
      return undefined;
    }
    const parsed = parseDirectory((await read(path)).toString('utf8'), path);
    if (!parsed.ok) {
      throw new UsageError(parsed.problem.join('\n'));
    }
    return parsed.value;
  };
  const geoFiles = enrichment.geo.length > 0 ? enrichment.geo : [join(PACKAGE_ROOT, SHIPPED_GEO)];
  const geo = [];
  for (const file of geoFiles) {
    geo.push(openGeoDatabase(await read(file)));
  }
  const users = await directory(enrichment.users);
  const accounts = await directory(enrichment.accounts);
  return { options: { geo, users, accounts }, version: sha256(hashes.join('\n')).slice(0, 16) };
}
