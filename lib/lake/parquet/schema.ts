import type { ColumnType } from '../table/types';
import { ConvertedType, PhysicalType, Repetition } from './format';
import type { ThriftStruct } from './thrift';

export interface ParquetColumn {
  readonly name: string;
  readonly type: ColumnType;
}

type Body = (struct: ThriftStruct) => void;

/** The schema as the footer holds it: every column optional, and numbered by field id, so that columns can be appended. */
export function schemaElements(columns: readonly ParquetColumn[]): Body[] {
  const root: Body = (element) => {
    element.binary(4, 'schema');
    element.i32(5, columns.length);
  };
  return [root, ...columns.map(columnElement)];
}

export function physicalType(type: ColumnType): PhysicalType {
  return TYPES[type].physical;
}

function columnElement({ name, type }: ParquetColumn, index: number): Body {
  const { physical, converted, logical } = TYPES[type];
  return (element) => {
    element.i32(1, physical);
    element.i32(3, Repetition.OPTIONAL);
    element.binary(4, name);
    if (converted !== undefined) {
      element.i32(6, converted);
    }
    element.i32(9, index + 1);
    if (logical) {
      element.struct(10, logical);
    }
  };
}

interface TypeMapping {
  readonly physical: PhysicalType;
  readonly converted?: number;
  readonly logical?: Body;
}

const integer =
  (bits: number): Body =>
  (logical) =>
    logical.struct(10, (type) => {
      type.i8(1, bits);
      type.bool(2, true);
    });

const TYPES: Readonly<Record<ColumnType, TypeMapping>> = {
  string: {
    physical: PhysicalType.BYTE_ARRAY,
    converted: ConvertedType.UTF8,
    logical: (logical) => logical.struct(1, () => {}),
  },
  int32: { physical: PhysicalType.INT32, converted: ConvertedType.INT_32, logical: integer(32) },
  int64: { physical: PhysicalType.INT64, converted: ConvertedType.INT_64, logical: integer(64) },
  double: { physical: PhysicalType.DOUBLE },
  boolean: { physical: PhysicalType.BOOLEAN },
  timestamp_us: {
    physical: PhysicalType.INT64,
    converted: ConvertedType.TIMESTAMP_MICROS,
    logical: (logical) =>
      logical.struct(8, (timestamp) => {
        timestamp.bool(1, true);
        timestamp.struct(2, (unit) => unit.struct(2, () => {}));
      }),
  },
};
