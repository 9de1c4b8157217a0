import { MANIFEST } from './bundle';

/** An object as it was read. */
export interface Placed {
  readonly bytes: Uint8Array;
  /** Changes with the bytes. */
  readonly tag: string;
}

/** Where published bundles are: a bucket that few may write. */
export interface BundlePlace {
  /** The bucket's name, which no other has: pointers are signed for it. */
  readonly name: string;
  /**
   * The object; undefined when there is none, `unchanged` while its tag is the known one, which costs no transfer.
   * Throws for more bytes than `most`, and when there is no answer.
   */
  read(key: string, most: number, known?: string): Promise<Placed | 'unchanged' | undefined>;
  /** Creates the object, or replaces the one that has this tag. False when somebody else was first. */
  write(key: string, bytes: Uint8Array, tag?: string): Promise<boolean>;
}

export const PLACE = 'bundles/';

export const placeKeys = {
  pointer: `${PLACE}current.json`,
  manifest: (version: string) => `${PLACE}${version}/${MANIFEST}`,
  files: (version: string) => `${PLACE}${version}/files.gz`,
} as const;
