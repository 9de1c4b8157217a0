import type { TokenSafe } from '../../alerts/respond/context';
import { isObject, text } from '../../json';
import type { SignedPost } from './signed-post';

/** What the key's grants ask for: with them nothing else can be sealed or opened. */
export const SEAL_PURPOSE = 'kumomori-approval';

/**
 * Keeps task tokens sealed by a KMS key, each for its approval alone: one that is read from the table, or copied to
 * another approval, is of no use. Errors hold neither token nor seal.
 * Source: AWS KMS API, Encrypt (at most 4,096 bytes), Decrypt.
 */
export function approvalTokens(post: SignedPost, keyArn: string): TokenSafe {
  const call = async (operation: 'Encrypt' | 'Decrypt', approval: string, input: object) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `TrentService.${operation}`,
    };
    const EncryptionContext = { purpose: SEAL_PURPOSE, approval };
    const { status, body } = await post(
      headers,
      JSON.stringify({ KeyId: keyArn, EncryptionContext, ...input }),
    );
    const answer: unknown = status === 200 ? JSON.parse(body) : undefined;
    const given = isObject(answer) ? (text(answer.CiphertextBlob) ?? text(answer.Plaintext)) : undefined;
    if (given === undefined) {
      const code = /"__type":"(?:[^"]*#)?(\w+)"/.exec(body)?.[1] ?? 'no code';
      throw new Error(`approval ${approval}: KMS ${operation} answered ${status} (${code})`);
    }
    return given;
  };
  return {
    seal: (approval, token) =>
      call('Encrypt', approval, { Plaintext: Buffer.from(token).toString('base64') }),
    open: async (approval, sealed) =>
      Buffer.from(await call('Decrypt', approval, { CiphertextBlob: sealed }), 'base64').toString('utf8'),
  };
}
