/**
 * Writes `schema.generated.ts` and `types.generated.ts` from a compiled OCSF schema:
 * `tsx lib/ocsf/generate.ts <path of ocsf-1.5.0.json>`. A tool of the developer's; nothing imports it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCompiled } from './compiled';
import { schemaModule } from './generate-schema';
import { typesModule } from './generate-types';

const path = process.argv[2];
if (path === undefined) {
  throw new Error('path of the compiled schema missing: npm run ocsf:generate -- <path of ocsf-1.5.0.json>');
}
const compiled = parseCompiled(readFileSync(path, 'utf8'));
writeFileSync(join(__dirname, 'schema.generated.ts'), schemaModule(compiled));
writeFileSync(join(__dirname, 'types.generated.ts'), typesModule(compiled));
