import { SCHEMA_JSON } from './schema.generated';

/** How much OCSF wants an attribute; absent in a row means optional. */
export type Requirement = 'required' | 'recommended' | 'optional';

/** An attribute as a holder (class or object) has it; holders share equal ones by number. */
export interface AttributeRow {
  readonly name: string;
  readonly type: string;
  readonly array?: boolean;
  readonly requirement?: Requirement;
  readonly profile?: string;
  /** Index into `enums`. */
  readonly enum?: number;
  readonly sibling?: string;
  /** Version since which it is deprecated. */
  readonly deprecated?: string;
}

export interface HolderRow {
  readonly caption: string;
  readonly profiles?: readonly string[];
  readonly constraints?: Readonly<Record<string, readonly string[]>>;
  readonly deprecated?: string;
  /** Indexes into `attributes`. */
  readonly attributes: readonly number[];
}

export interface ClassRow extends HolderRow {
  readonly uid: number;
  readonly category: number;
}

export interface TypeRow {
  /** The primitive a type narrows; absent for a primitive. */
  readonly base?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

/** The whole of an OCSF version, as `schema.generated.ts` carries it. */
export interface SchemaTables {
  readonly version: string;
  readonly categories: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, TypeRow>>;
  readonly enums: readonly Readonly<Record<string, string>>[];
  readonly attributes: readonly AttributeRow[];
  readonly objects: Readonly<Record<string, HolderRow>>;
  readonly classes: Readonly<Record<string, ClassRow>>;
}

let tables: SchemaTables | undefined;

/** The schema's tables, parsed at first use. */
export function schemaTables(): SchemaTables {
  tables ??= JSON.parse(SCHEMA_JSON) as SchemaTables;
  return tables;
}
