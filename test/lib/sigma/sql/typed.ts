import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import type { Source } from '../../../../lib/sources/source';
import { eventOf, STUB } from '../support';
import { LINES, SCALARS } from './generate';

const PATHS: Readonly<Record<string, readonly string[]>> = {
  op: ['api.operation'],
  port: ['src_endpoint.port'],
  agent: ['http_request.user_agent'],
  ip: ['src_endpoint.ip', 'src_endpoint.name'],
  user: ['actor.user.name'],
  level: ['metadata.log_level'],
  res: ['resources.uid'],
  first: ['resources.0.uid'],
  data: ['api.request.data'],
  'data.b': ['api.request.data.b'],
  mixed: ['api.operation', 'unmapped.mixed'],
};

/** A source whose fields stand in typed columns, in OCSF's scalars and lists, and where OCSF leaves things open. */
export const TYPED: Source = {
  ...STUB,
  id: 'typed',
  classes: [6003],
  fieldPaths: (field) => PATHS[field] ?? [],
};

const text = fc.option(fc.constantFrom(...SCALARS.filter((value) => typeof value === 'string')), {
  nil: undefined,
});
const any: fc.Arbitrary<JsonValue> = fc.constantFrom(...SCALARS);

/** An API Activity with some of those fields. */
export const typedEvent: fc.Arbitrary<OcsfEvent> = fc
  .record({
    op: text,
    port: fc.constantFrom(0, 1, 12, 443, undefined),
    agent: text,
    ip: text,
    name: text,
    user: text,
    level: text,
    resources: fc.option(fc.array(fc.record({ uid: text }), { maxLength: 2 }), { nil: undefined }),
    data: fc.oneof(
      any,
      fc.array(any, { maxLength: 2 }),
      fc.record({ b: fc.oneof(any, fc.array(any, { maxLength: 2 })) }),
    ),
    mixed: any,
  })
  .map((fields) => {
    const event: JsonObject = {
      ...(eventOf({ mixed: fields.mixed }) as JsonObject),
      class_uid: 6003,
      api: { operation: fields.op, request: { uid: 'r', data: fields.data } },
      src_endpoint: { ip: fields.ip, name: fields.name, port: fields.port },
      http_request: { user_agent: fields.agent },
      actor: { user: { name: fields.user } },
      metadata: { version: '1.5.0', product: { name: 'Stub' }, log_level: fields.level },
      resources: fields.resources,
    };
    return event as unknown as OcsfEvent;
  });

const line = fc
  .tuple(
    fc.constantFrom(...Object.keys(PATHS)),
    fc.constantFrom(...LINES.filter(([name]) => !name.includes('fieldref'))),
  )
  .chain(([field, [modifier, values]]) =>
    fc
      .subarray([...values], { minLength: 1, maxLength: Math.min(3, values.length) })
      .map((chosen) => `    ${field}${modifier}: [${chosen.join(', ')}]`),
  );

const reference = fc
  .tuple(
    fc.constantFrom(...Object.keys(PATHS)),
    fc.constantFrom('', '|contains', '|startswith', '|endswith', '|neq', '|cased'),
    fc.constantFrom(...Object.keys(PATHS)),
  )
  .map(([field, affix, other]) => `    ${field}|fieldref${affix}: ${other}`);

/** Two detections of one line each, negated in all ways. */
export const typedBlock: fc.Arbitrary<string> = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: reference }),
    line,
    fc.constantFrom('a', 'not a', 'a and not b', 'not (a and b)', 'not (not a or b)', 'a or b'),
  )
  .map(([a, b, condition]) => `a:\n${a}\nb:\n${b}\ncondition: ${condition}`);
