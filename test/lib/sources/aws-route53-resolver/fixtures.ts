import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../../lib/json';

const FOLDER = join(__dirname, '..', '..', '..', 'fixtures', 'aws-route53-resolver');
const RAW = '.raw.json';

const read = (name: string): JsonObject => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

/** The pairs `<case>.raw.json` and `<case>.ocsf.json`: a record, and of its event the attributes that matter. */
export const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(RAW))
  .map((name) => name.slice(0, -RAW.length))
  .map((name) => ({ name, raw: read(`${name}${RAW}`), ocsf: read(`${name}.ocsf.json`) }));

/** The record of one case, fresh each time. */
export function record(name: string): JsonObject {
  return read(`${name}${RAW}`);
}
