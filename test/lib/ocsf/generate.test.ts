import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledOcsf, parseCompiled } from '../../../lib/ocsf/compiled';
import { schemaModule } from '../../../lib/ocsf/generate-schema';
import { typesModule } from '../../../lib/ocsf/generate-types';
import { schemaTables } from '../../../lib/ocsf/schema';
import { describeWith, SHARED } from '../../support/needs';

const committed = (name: string) =>
  readFileSync(join(__dirname, '..', '..', '..', 'lib', 'ocsf', name), 'utf8');

/** What a template literal would read as its own. */
const REGEX = ['^\\d`$', '{x}$'].join('');

const string = { type: 'string_t', base_type: 'string_t', is_array: false, requirement: 'optional' };
const small: CompiledOcsf = {
  version: '9.9.9',
  categories: { '1': { caption: 'One' } },
  types: { string_t: {}, odd_t: { type: 'string_t', regex: REGEX } },
  objects: {
    thing: { caption: 'Thing', profiles: [], attributes: { name: string } },
    other: { caption: 'Other', profiles: [], attributes: { name: string } },
  },
  classes: {},
};

test('what the generated schema text evaluates to is the schema, quotes and escapes included', () => {
  const source = schemaModule(small);

  const literal = source.slice(source.indexOf('`'), source.lastIndexOf('`') + 1);
  const json: unknown = new Function(`return ${literal}`)();

  expect(JSON.parse(String(json))).toEqual({
    version: '9.9.9',
    categories: { '1': 'One' },
    types: { string_t: {}, odd_t: { base: 'string_t', regex: REGEX } },
    enums: [],
    attributes: [{ name: 'name', type: 'string_t' }],
    objects: { thing: { caption: 'Thing', attributes: [0] }, other: { caption: 'Other', attributes: [0] } },
    classes: {},
  });
});

test('a schema without a class the platform emits is refused', () => {
  expect(() => typesModule(small)).toThrow('OCSF 9.9.9 has no class 0');
});

test.each(['null', '[]', '{"version":"1.5.0"}'])('%s is no compiled schema', (text) => {
  expect(() => parseCompiled(text)).toThrow(/not a compiled OCSF schema: .*missing/);
});

test('the committed tables hold the whole schema', () => {
  const { version, classes, objects, types } = schemaTables();

  expect(version).toBe('1.5.0');
  expect([classes, objects, types].map((table) => Object.keys(table).length)).toEqual([81, 161, 24]);
});

test('the committed schema is below 300 KB', () => {
  expect(committed('schema.generated.ts').length).toBeLessThan(300_000);
});

describeWith(['shared'], 'generating again', () => {
  const compiled = () => parseCompiled(readFileSync(join(SHARED, 'ocsf', 'ocsf-1.5.0.json'), 'utf8'));

  test('gives the committed schema, byte for byte', () => {
    expect(schemaModule(compiled()) === committed('schema.generated.ts')).toBe(true);
  });

  test('gives the committed types, byte for byte', () => {
    expect(typesModule(compiled()) === committed('types.generated.ts')).toBe(true);
  });

  test('carries none of the prose', () => {
    const descriptions = Object.values(compiled().objects).map((one) =>
      String(Reflect.get(one, 'description')),
    );
    const text = committed('schema.generated.ts');

    expect(descriptions.filter((prose) => prose.length > 40 && text.includes(prose))).toEqual([]);
  });
});
