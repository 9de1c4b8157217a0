import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../lib/json';

const RAW = '.raw.json';

export interface FixturePair {
  readonly name: string;
  readonly raw: JsonObject;
  readonly ocsf: JsonObject;
}

/** The pairs `<case>.raw.json` and `<case>.ocsf.json`: a record, and of its event the attributes that matter. */
export function fixturePairs(source: string): readonly FixturePair[] {
  const folder = join(__dirname, '..', '..', '..', 'fixtures', source);
  const read = (name: string): JsonObject => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return readdirSync(folder)
    .filter((name) => name.endsWith(RAW))
    .map((name) => name.slice(0, -RAW.length))
    .map((name) => ({ name, raw: read(`${name}${RAW}`), ocsf: read(`${name}.ocsf.json`) }));
}
