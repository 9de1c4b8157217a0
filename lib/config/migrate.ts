import { isObject, type JsonObject } from '../json';
import { fail, ok, type Result } from '../result';
import { type Finding, show } from './problem';
import { CONFIG_VERSION } from './schema/platform';

/** One step from a version of the configuration to the next. */
export interface Migration {
  readonly from: number;
  /** What changed, in one line, for the release notes and `config validate`. */
  readonly summary: string;
  /** The same platform, written as version `from + 1` wants it; `version` itself is set by the caller. */
  migrate(config: JsonObject): JsonObject;
}

/** Oldest first, without gaps; empty while there is one version. */
export const MIGRATIONS: readonly Migration[] = [];

/** The document as this release's version writes it. Fails where the version is missing, unknown or too new. */
export function migrate(
  value: unknown,
  migrations: readonly Migration[] = MIGRATIONS,
): Result<unknown, Finding> {
  if (!isObject(value)) {
    const given =
      value === null || value === undefined ? 'is empty' : `must be a block of keys, got ${show(value)}`;
    return fail({ path: [], message: `${given}: \`kumomori init\` writes one to start from` });
  }
  const version = Object.hasOwn(value, 'version') ? value.version : undefined;
  if (version === undefined) {
    return fail({ path: ['version'], message: `is required: add \`version: ${CONFIG_VERSION}\`` });
  }
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    return fail({
      path: ['version'],
      message: `must be a whole number, got ${show(version)}: this release writes ${CONFIG_VERSION}`,
    });
  }
  if (version > CONFIG_VERSION) {
    return fail({
      path: ['version'],
      message: `is newer than this release knows (${CONFIG_VERSION}), got ${version}: update kumomori`,
    });
  }
  return stepUp(value, version, migrations);
}

function stepUp(
  value: JsonObject,
  version: number,
  migrations: readonly Migration[],
): Result<unknown, Finding> {
  let current = value;
  for (let from = version; from < CONFIG_VERSION; from++) {
    const step = migrations.find((migration) => migration.from === from);
    if (step === undefined) {
      return fail({
        path: ['version'],
        message: `is older than this release can migrate, got ${version}: start from \`kumomori init\``,
      });
    }
    current = { ...step.migrate(current), version: from + 1 };
  }
  return ok(current);
}
