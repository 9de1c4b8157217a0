import type { Dialect } from '../dialect';
import { duckdb } from './duckdb';
import { trino } from './trino';

/** Every engine that rules compile to. */
export const DIALECTS: readonly Dialect[] = [duckdb, trino];
