import type { AnyEvent } from './types.generated';

export type * from './types.generated';

/**
 * An OCSF 1.5.0 event of any class the platform emits: only what every class requires is required here, so that a
 * mapping is one object literal; `validate` knows what the class itself wants. Times are epoch milliseconds. An
 * attribute whose value is `undefined` is absent. Names the schema lacks do not type-check.
 */
export type OcsfEvent = AnyEvent;
