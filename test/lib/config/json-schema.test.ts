import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema } from '../../../lib/config/json-schema';
import { platform } from '../../../lib/config/schema/platform';

const COMMITTED = join(__dirname, '../../../infra/config/platform.schema.json');

describe('configJsonSchema', () => {
  const schema = configJsonSchema();

  it('is what infra/config/platform.schema.json holds (else run infra/config/write-schema.ts)', () => {
    expect(JSON.parse(readFileSync(COMMITTED, 'utf8'))).toEqual(schema);
  });

  it('has every section, says which are needed, and allows no other', () => {
    expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(platform.shape));
    expect(schema).toMatchObject({
      required: ['version', 'lifecycle', 'volume'],
      additionalProperties: false,
    });
  });

  it('explains every section in a sentence for the editor to show', () => {
    const sections = Object.values(schema.properties ?? {}) as { description?: string }[];

    expect(sections.filter(({ description }) => description === undefined)).toEqual([]);
  });
});
