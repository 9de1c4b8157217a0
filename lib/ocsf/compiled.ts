import { isObject, type JsonObject } from '../json';

/** What of the published compiled OCSF schema is read: facts only, never its prose. */
export interface CompiledAttribute {
  readonly type: string;
  readonly base_type: string;
  readonly is_array: boolean;
  readonly requirement: string;
  readonly profile?: string;
  readonly enum?: Readonly<Record<string, string>>;
  readonly sibling?: string;
  readonly deprecated?: { readonly since: string };
}

export interface CompiledHolder {
  readonly caption: string;
  readonly profiles: readonly string[];
  readonly attributes: Readonly<Record<string, CompiledAttribute>>;
  readonly constraints?: Readonly<Record<string, readonly string[]>>;
  readonly '@deprecated'?: { readonly since: string };
}

export interface CompiledClass extends CompiledHolder {
  readonly uid: number;
  readonly category_uid: number;
}

export interface CompiledType {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

export interface CompiledOcsf {
  readonly version: string;
  readonly categories: Readonly<Record<string, { readonly caption: string }>>;
  readonly classes: Readonly<Record<string, CompiledClass>>;
  readonly objects: Readonly<Record<string, CompiledHolder>>;
  readonly types: Readonly<Record<string, CompiledType>>;
}

/** The compiled schema in `text`; throws when it is not one. Only its outline is checked: the file is trusted. */
export function parseCompiled(text: string): CompiledOcsf {
  const value: unknown = JSON.parse(text);
  const missing = ['version', 'categories', 'classes', 'objects', 'types'].filter((key) => !has(value, key));
  if (missing.length > 0) {
    throw new Error(
      `not a compiled OCSF schema: ${missing.join(', ')} missing; give the path of ocsf-<version>.json`,
    );
  }
  return value as CompiledOcsf;
}

function has(value: unknown, key: string): value is JsonObject {
  return isObject(value) && value[key] !== undefined;
}
