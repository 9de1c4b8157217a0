import * as z from 'zod';
import { platform } from './schema/platform';

/** JSON Schema (2020-12) of the configuration file, for editors: completion, hover and red lines while typing. */
export function configJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(platform, {
    io: 'input',
    override: ({ jsonSchema }) => dropSafeIntegers(jsonSchema),
  });
  return { ...schema, title: 'Kumomori platform configuration' };
}

/** The schema as the file `infra/config/platform.schema.json` holds it. */
export function configJsonSchemaText(): string {
  return `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
}

/** zod bounds every integer by what a double can hold; in a hover text that says nothing. */
function dropSafeIntegers(schema: { maximum?: number; minimum?: number }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) {
    delete schema.maximum;
  }
  if (schema.minimum === Number.MIN_SAFE_INTEGER) {
    delete schema.minimum;
  }
}
