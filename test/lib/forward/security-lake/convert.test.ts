import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toOlderOcsf } from '../../../../lib/forward/security-lake/convert';
import { OLDER_CLASSES } from '../../../../lib/forward/security-lake/since-1-3.generated';
import { isObject, type JsonObject, type JsonValue } from '../../../../lib/json';
import { classify } from '../../../../lib/ocsf/build';
import { type CompiledHolder, type CompiledOcsf, parseCompiled } from '../../../../lib/ocsf/compiled';
import { ClassUid } from '../../../../lib/ocsf/types.generated';
import { describeWith, SHARED } from '../../../support/needs';
import { findingOf } from '../../alerts/support';
import { apiEvent } from '../../ocsf/events';
import { corpusEvents, fixtureEvents } from './real-events';

describe('an event as OCSF 1.3.0 has it', () => {
  it('says so, and keeps what was there then', () => {
    const event = apiEvent();

    expect(toOlderOcsf(event)).toEqual({
      ...JSON.parse(JSON.stringify(event)),
      metadata: { ...event.metadata, version: '1.3.0' },
    });
  });

  it('moves what came later to unmapped, under its path, beside what is there', () => {
    const event = apiEvent({
      is_alert: true,
      cloud: { provider: 'AWS', cloud_partition: 'aws' },
      unmapped: { note: 'kept' },
    });

    const older = toOlderOcsf(event);

    expect(older).not.toHaveProperty('is_alert');
    expect(older.cloud).toEqual({ provider: 'AWS' });
    expect(older.unmapped).toEqual({ note: 'kept', is_alert: true, 'cloud.cloud_partition': 'aws' });
  });

  it('has Other for ids that came later, in the type too', () => {
    const copy = toOlderOcsf({ ...apiEvent(), ...classify(6006, 17) });

    expect(copy).toMatchObject({ class_uid: 6006, activity_id: 99, type_uid: 600699 });
  });

  it('moves numbers that no column of their type holds', () => {
    const older = toOlderOcsf(apiEvent({ count: 3_000_000_000 }));

    expect(older).not.toHaveProperty('count');
    expect(older.unmapped).toEqual({ count: 3_000_000_000 });
  });

  it('leaves out profiles that came later', () => {
    const event = apiEvent();
    event.metadata.profiles = ['cloud', 'incident'];

    expect(toOlderOcsf(event)).toHaveProperty('metadata.profiles', ['cloud']);
  });

  it('leaves the event itself alone', () => {
    const event = findingOf({ uid: 'f1' });
    const before = JSON.stringify(event);

    toOlderOcsf(event);

    expect(JSON.stringify(event)).toBe(before);
  });
});

describeWith(['shared'], 'events of real logs, against the published schema of 1.3.0', () => {
  const compiled = () => parseCompiled(readFileSync(join(SHARED, 'ocsf', 'ocsf-1.3.0.json'), 'utf8'));

  it('have nothing that it lacks, at any depth', async () => {
    const schema = compiled();
    const events = [...(await fixtureEvents()), ...(await corpusEvents())].filter(({ class_uid }) =>
      OLDER_CLASSES.some((name) => ClassUid[name] === class_uid),
    );

    const problems = new Set(
      events.flatMap((event) => {
        const older = toOlderOcsf(event);
        const holder = Object.values(schema.classes).find(({ uid }) => uid === event.class_uid);
        return holder ? strange(older, holder, schema, String(event.class_uid)) : ['no class'];
      }),
    );

    expect(events.length).toBeGreaterThan(1000);
    expect([...problems]).toEqual([]);
  });
});

/** Attributes that a holder of the schema has not, enum ids it does not know, and values of another type. */
function strange(value: JsonObject, holder: CompiledHolder, schema: CompiledOcsf, path: string): string[] {
  return Object.entries(value).flatMap(([name, given]) => {
    const attribute = holder.attributes[name];
    const at = `${path}.${name}`;
    if (!attribute) {
      return [`${at} is not there`];
    }
    const all: readonly JsonValue[] = Array.isArray(given) ? given : [given];
    const inside = schema.objects[attribute.type];
    if (inside && attribute.type !== 'object') {
      return all.flatMap((one) =>
        isObject(one) ? strange(one, inside, schema, at) : [`${at} is no object`],
      );
    }
    const known = attribute.enum;
    return known ? all.flatMap((one) => (known[String(one)] === undefined ? [`${at} = ${one}`] : [])) : [];
  });
}
