/** Numbers of the Parquet format. Source: apache/parquet-format, parquet.thrift. */
export const PhysicalType = { BOOLEAN: 0, INT32: 1, INT64: 2, DOUBLE: 5, BYTE_ARRAY: 6 } as const;
export type PhysicalType = (typeof PhysicalType)[keyof typeof PhysicalType];

export const Encoding = { PLAIN: 0, RLE: 3, RLE_DICTIONARY: 8 } as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

export const PageType = { DATA_PAGE: 0, DICTIONARY_PAGE: 2 } as const;

export const CodecId = { UNCOMPRESSED: 0, SNAPPY: 1, ZSTD: 6 } as const;

export const ConvertedType = { UTF8: 0, TIMESTAMP_MICROS: 10, INT_32: 17, INT_64: 18 } as const;

export const Repetition = { REQUIRED: 0, OPTIONAL: 1 } as const;

/** First and last four bytes of a file. */
export const MAGIC = Buffer.from('PAR1');

/** Who wrote a file, as readers parse it; raise it when the bytes for the same rows change. */
export const CREATED_BY = 'kumomori version 1.0.0 (build 1)';
