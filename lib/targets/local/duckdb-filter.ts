import { isObject, type JsonObject, type JsonValue, list, object, text } from '../../json';
import { TABLE_NAME } from '../../lake/table/duckdb-view';
import {
  both,
  DATE_PARTS,
  type DatePart,
  type PartitionFilter,
  type Test,
} from '../../lake/table/partition-filter';
import { parseTimestamp } from '../../time';

/**
 * What each mention of the table in a query asks of partitions, from DuckDB's own syntax tree
 * (`json_serialize_sql`). Only conditions that every row must meet count: those joined by AND in the WHERE of a
 * SELECT from the table alone. Anything else admits everything, so a filter never hides a row.
 */
export function partitionFilters(tree: JsonValue): PartitionFilter[] {
  const filters: PartitionFilter[] = [];
  const pending: JsonValue[] = [tree];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (Array.isArray(node)) {
      pending.push(...node.filter((item) => item !== undefined));
    } else if (isObject(node)) {
      const table = node.type === 'SELECT_NODE' ? object(node.from_table) : undefined;
      const alone = table !== undefined && isTable(table) && list(table.column_name_alias).length === 0;
      if (alone) {
        filters.push(
          conditionFilter(object(node.where_clause), [TABLE_NAME, text(table.alias) ?? TABLE_NAME]),
        );
      } else if (isTable(node)) {
        filters.push({});
      }
      pending.push(
        ...Object.entries(node).flatMap(([key, value]) =>
          alone && key === 'from_table' ? [] : [value ?? null],
        ),
      );
    }
  }
  return filters;
}

function isTable(node: JsonObject): boolean {
  return node.type === 'BASE_TABLE' && text(node.table_name)?.toLowerCase() === TABLE_NAME;
}

function conditionFilter(node: JsonObject | undefined, names: readonly string[]): PartitionFilter {
  switch (node?.type) {
    case 'CONJUNCTION_AND':
      return list(node.children)
        .map((child) => conditionFilter(object(child), names))
        .reduce(both, {});
    case 'COMPARE_IN':
      return membership(list(node.children), names);
    case 'COMPARE_BETWEEN':
      return both(
        comparison('COMPARE_GREATERTHANOREQUALTO', column(node.input, names), constant(node.lower)),
        comparison('COMPARE_LESSTHANOREQUALTO', column(node.input, names), constant(node.upper)),
      );
    default: {
      const operator = text(node?.type) ?? '';
      const left = column(node?.left, names);
      return left === undefined
        ? comparison(FLIPPED[operator] ?? '', column(node?.right, names), constant(node?.left))
        : comparison(operator, left, constant(node?.right));
    }
  }
}

const FLIPPED: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: 'COMPARE_EQUAL',
  COMPARE_LESSTHAN: 'COMPARE_GREATERTHAN',
  COMPARE_GREATERTHAN: 'COMPARE_LESSTHAN',
  COMPARE_LESSTHANOREQUALTO: 'COMPARE_GREATERTHANOREQUALTO',
  COMPARE_GREATERTHANOREQUALTO: 'COMPARE_LESSTHANOREQUALTO',
};

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  COMPARE_EQUAL: (value, bound) => value === bound,
  COMPARE_LESSTHAN: (value, bound) => value < bound,
  COMPARE_GREATERTHAN: (value, bound) => value > bound,
  COMPARE_LESSTHANOREQUALTO: (value, bound) => value <= bound,
  COMPARE_GREATERTHANOREQUALTO: (value, bound) => value >= bound,
};

type Constant = string | number | undefined;

function comparison(operator: string, name: string | undefined, bound: Constant): PartitionFilter {
  const compare = COMPARISONS[operator];
  if (!compare || name === undefined || bound === undefined) {
    return {};
  }
  if (isDatePart(name)) {
    return typeof bound === 'number' ? { parts: { [name]: [(value: number) => compare(value, bound)] } } : {};
  }
  if (name === 'event_category') {
    return operator === 'COMPARE_EQUAL' ? { categories: [(category) => category === bound] } : {};
  }
  const micros = timeOf(name, bound);
  return micros === undefined ? {} : timeBound(operator, micros, name === 'timestamp' ? 1000 : 1);
}

/** @param unit microseconds that a step of the column takes */
function timeBound(operator: string, micros: number, unit: number): PartitionFilter {
  switch (operator) {
    case 'COMPARE_EQUAL':
      return { from: micros, to: micros + unit - 1 };
    case 'COMPARE_LESSTHAN':
      return { to: micros - 1 };
    case 'COMPARE_LESSTHANOREQUALTO':
      return { to: micros + unit - 1 };
    case 'COMPARE_GREATERTHAN':
      return { from: micros + unit };
    default:
      return { from: micros };
  }
}

function timeOf(name: string, bound: string | number): number | undefined {
  switch (name) {
    case 'timestamp':
      return typeof bound === 'number' ? bound * 1000 : undefined;
    case 'time_us':
      return typeof bound === 'number' ? bound : undefined;
    case 'event_time':
      return typeof bound === 'string' ? parseTimestamp(bound) : undefined;
    default:
      return undefined;
  }
}

function membership([input, ...items]: readonly JsonValue[], names: readonly string[]): PartitionFilter {
  const name = column(input, names);
  const values = new Set(items.map(constant));
  if (name === undefined || values.has(undefined)) {
    return {};
  }
  const test: Test<string | number> = (value) => values.has(value);
  if (isDatePart(name)) {
    return [...values].every((value) => typeof value === 'number') ? { parts: { [name]: [test] } } : {};
  }
  return name === 'event_category' ? { categories: [test] } : {};
}

function isDatePart(name: string): name is DatePart {
  return DATE_PARTS.some((part) => part === name);
}

/** Name of a column of the table, unqualified or qualified by one of its names. */
function column(value: JsonValue, names: readonly string[]): string | undefined {
  const node = object(value);
  const path =
    node?.type === 'COLUMN_REF' ? list(node.column_names).map((part) => text(part)?.toLowerCase()) : [];
  const [first, second] = path;
  if (path.length === 1) {
    return first;
  }
  return path.length === 2 && names.some((name) => name.toLowerCase() === first) ? second : undefined;
}

/** A whole number or text, cast to a time or not. */
function constant(value: JsonValue): Constant {
  const node = object(value);
  if (node?.type === 'OPERATOR_CAST') {
    const cast = text(object(node.cast_type)?.id) ?? '';
    const inner = constant(node.child);
    return cast.startsWith('TIMESTAMP') && typeof inner === 'string' ? inner : undefined;
  }
  const held = node?.type === 'VALUE_CONSTANT' ? object(node.value) : undefined;
  const content = held?.value;
  switch (text(object(held?.type)?.id)) {
    case 'VARCHAR':
      return typeof content === 'string' ? content : undefined;
    case 'INTEGER':
    case 'BIGINT':
      return typeof content === 'number' && Number.isSafeInteger(content) ? content : undefined;
    default:
      return undefined;
  }
}
