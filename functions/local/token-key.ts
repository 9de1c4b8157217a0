import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { sha256 } from '../../lib/hash';
import type { TokenKey } from '../../lib/pipeline/mask/tokens';
import { UsageError } from './errors';

const LEAST_BYTES = 32;

/**
 * The key of tokenised fields. In a cloud it comes from the secret store; here from the file named, or from
 * `<secret name>.key` beside the configuration. Never from the environment, never a default.
 */
export async function loadTokenKey(
  platform: ResolvedPlatform,
  folder: string,
  option: string | undefined,
): Promise<TokenKey | undefined> {
  const secret = platform.privacy.tokenKey;
  return option || secret ? readTokenKey(option ?? keyFile(folder, secret ?? '')) : undefined;
}

/** The keys before it, each `<secret name>.key` beside the configuration. */
export function loadPreviousTokenKeys(
  { privacy }: ResolvedPlatform,
  folder: string,
): Promise<readonly TokenKey[]> {
  return Promise.all(privacy.previousTokenKeys.map((name) => readTokenKey(keyFile(folder, name))));
}

function keyFile(folder: string, secret: string): string {
  return join(folder, `${basename(secret)}.key`);
}

async function readTokenKey(file: string): Promise<TokenKey> {
  const key = await readFile(file).catch(() => {
    throw new UsageError(
      `${file}: token key cannot be read, and the configuration tokenises fields; make one with ` +
        '`openssl rand -hex 32 > token.key` and name it with --token-key',
    );
  });
  const trimmed = Buffer.from(key.toString('latin1').trim(), 'latin1');
  if (trimmed.length < LEAST_BYTES) {
    throw new UsageError(
      `${file}: a token key must have at least ${LEAST_BYTES} bytes, got ${trimmed.length}`,
    );
  }
  return { keyId: sha256(`kumomori key id\n${sha256(trimmed)}`).slice(0, 8), key: trimmed };
}
