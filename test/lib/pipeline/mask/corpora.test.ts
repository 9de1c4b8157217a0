import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject, type JsonValue } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { errors } from '../../../../lib/ocsf/validate';
import { createMasker } from '../../../../lib/pipeline/mask/masker';
import { DEFAULT_POLICY, type MaskPolicy } from '../../../../lib/pipeline/mask/policy';
import { SOURCES } from '../../../../lib/sources/index';
import { describeWith, SHARED } from '../../../support/needs';
import { KEY } from './events';

const FOLDERS = ['aws-cloudtrail', 'aws-vpcflow', 'azure-activity', 'gcp-audit'];
const TOKENIZE: MaskPolicy = { free_text: 'tokenize', identities: 'tokenize', addresses: 'tokenize' };
const EMAIL = /[a-zA-Z0-9._%+-]{1,64}@[a-zA-Z0-9.-]{1,253}\.[a-zA-Z]{2,}/;
const ID = /^(?:\d{12}|1\d{9}|1\d{12}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function records(path: string): JsonValue[] {
  const text = readFileSync(path, 'utf8');
  try {
    const value = JSON.parse(text) as JsonValue;
    const held = isObject(value) ? (value.Records ?? value.records) : value;
    return Array.isArray(held) ? held : [value];
  } catch {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(parsed);
  }
}

function parsed(line: string): JsonValue {
  try {
    return JSON.parse(line) as JsonValue;
  } catch {
    return line;
  }
}

function events(): { source: string; event: OcsfEvent }[] {
  const out: { source: string; event: OcsfEvent }[] = [];
  for (const folder of FOLDERS) {
    const directory = join(SHARED, 'corpora', folder);
    for (const name of readdirSync(directory).filter((file) => !file.endsWith('.gz'))) {
      for (const record of records(join(directory, name))) {
        const source = SOURCES.find((candidate) => candidate.recognise(record));
        source?.open({ input: name, path: name })(record, (event) => out.push({ source: source.id, event }));
      }
    }
  }
  return out;
}

function texts(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [key, ...texts(item)])
    : [];
}

const copy = (event: OcsfEvent): JsonObject & OcsfEvent =>
  JSON.parse(JSON.stringify(event)) as JsonObject & OcsfEvent;

describeWith(['shared'], 'masking real logs', () => {
  const all = events().filter(({ event }) => errors(event).length === 0);

  test.each([
    ['by default', DEFAULT_POLICY],
    ['with tokens everywhere', TOKENIZE],
  ])('%s keeps events valid, loses no account, time or UUID, and is done after once', (_, policy) => {
    const mask = createMasker({ policyFor: () => policy, tokens: KEY });
    expect(all.length).toBeGreaterThan(1000);

    for (const { source, event } of all) {
      const masked = copy(event);
      mask(masked, source);
      const after = texts(masked);
      const once = JSON.stringify(masked);
      mask(masked, source);
      expect(JSON.stringify(masked)).toBe(once);
      expect(errors(masked)).toEqual([]);
      expect(texts(copy(event)).filter((text) => ID.test(text) && !after.includes(text))).toEqual([]);
    }
  });

  test('leaves no e-mail address behind when everything is tokenised', () => {
    const mask = createMasker({ policyFor: () => TOKENIZE, tokens: KEY });

    for (const { source, event } of all) {
      const masked = copy(event);
      mask(masked, source);
      expect(texts(masked).filter((text) => EMAIL.test(text))).toEqual([]);
    }
  });
});
