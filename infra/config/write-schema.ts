import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchemaText } from '../../lib/config/json-schema';

// Run after a change of lib/config/schema: `npx tsx infra/config/write-schema.ts`. A test compares.
writeFileSync(join(__dirname, 'platform.schema.json'), configJsonSchemaText());
