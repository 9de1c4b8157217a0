import { publishedAt } from '../../../lib/rules/pointer';
import { rollBack } from '../../../lib/rules/publish-bundle';
import { UsageError } from '../errors';
import { loadPlatform, type PlatformOptions } from '../platform';
import { openPlace, publisherOf, readSigningKey } from './rules-place';

interface RollbackOptions extends PlatformOptions {
  readonly key: string;
  readonly to?: string;
}

/** `kumomori rules rollback`: puts the version before in force again, or the one that is named. */
export async function rollBackRules({ key, to, ...options }: RollbackOptions): Promise<void> {
  const { platform } = await loadPlatform(options);
  const { place, keys } = openPlace(platform);
  const rolled = await rollBack(place, to, publisherOf(await readSigningKey(key), keys));
  if (!rolled.ok) {
    throw new UsageError(`${place.name}: ${rolled.problem}`);
  }
  process.stdout.write(
    `${place.name}: back to version ${rolled.value.version}, ${publishedAt(rolled.value)}\n`,
  );
}
