import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../../lib/json';
import { COLUMNS } from '../../../../lib/lake/table/columns';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { TYPED_PATHS, typedColumn } from '../../../../lib/sigma/sql/typed-columns';
import { eventOf } from '../support';

/** An event with a value at each of some paths, and at places that other columns fall back to. */
const event = fc
  .tuple(
    fc.subarray([...TYPED_PATHS]),
    fc.subarray(['actor.user.name', 'user.name', 'service.name', 'action', 'http_status', 'session.uid']),
    fc.constantFrom(0, 3002, 4001, 6003),
  )
  .map(([paths, others, classUid]) => {
    const built = { ...eventOf({}), class_uid: classUid, metadata: {} } as unknown as JsonObject;
    for (const path of [...paths, ...others].filter((one) => one !== 'class_uid')) {
      put(built, path.split('.'), typedColumn(path)?.kind === 'number' ? path.length : `at ${path}`);
    }
    return built;
  });

function put(holder: JsonObject, [key = '', ...rest]: readonly string[], value: JsonValue): void {
  if (rest.length === 0) {
    holder[key] = value;
  } else {
    holder[key] ??= {};
    put(holder[key] as JsonObject, rest, value);
  }
}

function at(value: JsonValue, path: readonly string[]): JsonValue {
  return path.reduce<JsonValue>((held, key) => (held as JsonObject | undefined)?.[key], value);
}

it('are the columns whose cell is the value at the path, in whatever event', () => {
  fc.assert(
    fc.property(event, (built) => {
      for (const path of TYPED_PATHS) {
        const column = COLUMNS.find(({ name }) => name === typedColumn(path)?.name);
        const row = {
          event: built as unknown as OcsfEvent,
          timeMicros: 0,
          source: 's',
          rawObject: 'o',
          record: 0,
        };

        expect([path, column?.from(row.event, row)]).toEqual([path, at(built, path.split('.'))]);
      }
    }),
  );
});
