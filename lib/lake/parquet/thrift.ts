import type { ByteSink } from './byte-sink';

const TRUE = 1;
const FALSE = 2;
const I8 = 3;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

type Body = (struct: ThriftStruct) => void;

/** Writes one struct of Thrift's compact protocol. Fields are given in ascending order of their ids. */
export interface ThriftStruct {
  bool(id: number, value: boolean): void;
  i8(id: number, value: number): void;
  i16(id: number, value: number): void;
  i32(id: number, value: number): void;
  i64(id: number, value: number): void;
  binary(id: number, value: string | Uint8Array): void;
  struct(id: number, body: Body): void;
  i32List(id: number, values: readonly number[]): void;
  textList(id: number, values: readonly string[]): void;
  structList(id: number, bodies: readonly Body[]): void;
}

/** Appends a struct to the sink. Source: Apache Thrift compact protocol specification. */
export function writeStruct(sink: ByteSink, body: Body): void {
  body(structWriter(sink));
  sink.byte(0);
}

function structWriter(sink: ByteSink): ThriftStruct {
  let last = 0;
  const field = (id: number, type: number): void => {
    if (id > last && id - last <= 15) {
      sink.byte(((id - last) << 4) | type);
    } else {
      sink.byte(type);
      sink.varint(zigzag(id));
    }
    last = id;
  };
  const integer = (type: number) => (id: number, value: number) => {
    field(id, type);
    sink.varint(zigzag(value));
  };
  return {
    bool: (id, value) => field(id, value ? TRUE : FALSE),
    i8: (id, value) => {
      field(id, I8);
      sink.byte(value);
    },
    i16: integer(I16),
    i32: integer(I32),
    i64: integer(I64),
    binary: (id, value) => {
      field(id, BINARY);
      writeBinary(sink, value);
    },
    struct: (id, body) => {
      field(id, STRUCT);
      writeStruct(sink, body);
    },
    i32List: (id, values) => {
      field(id, LIST);
      writeList(sink, I32, values, (value) => sink.varint(zigzag(value)));
    },
    textList: (id, values) => {
      field(id, LIST);
      writeList(sink, BINARY, values, (value) => writeBinary(sink, value));
    },
    structList: (id, bodies) => {
      field(id, LIST);
      writeList(sink, STRUCT, bodies, (body) => writeStruct(sink, body));
    },
  };
}

/** Signed integers with small magnitude as small unsigned ones. The magnitude is below 2^52. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function writeBinary(sink: ByteSink, value: string | Uint8Array): void {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  sink.varint(bytes.length);
  sink.bytes(bytes);
}

function writeList<Item>(
  sink: ByteSink,
  type: number,
  items: readonly Item[],
  write: (item: Item) => void,
): void {
  if (items.length < 15) {
    sink.byte((items.length << 4) | type);
  } else {
    sink.byte(0xf0 | type);
    sink.varint(items.length);
  }
  items.forEach(write);
}
