/** Compresses one page. The same input gives the same bytes on every machine and release of Node. */
export interface Codec {
  /** Number of the codec in the Parquet format. */
  readonly id: number;
  compress(page: Uint8Array): Uint8Array;
}
