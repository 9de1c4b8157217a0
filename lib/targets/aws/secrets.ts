import { isObject, text } from '../../json';
import type { SecretStore } from '../../ports/secret-store';
import type { SignedPost } from './signed-post';

const HEADERS = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'secretsmanager.GetSecretValue',
};

/**
 * Secrets of Secrets Manager, by the names the configuration gives. Texts only, not binary ones.
 * Source: AWS Secrets Manager API, GetSecretValue.
 */
export function secretsManager(post: SignedPost): SecretStore {
  return {
    get: async (name) => {
      const { status, body } = await post(HEADERS, JSON.stringify({ SecretId: name }));
      if (status === 200) {
        const value: unknown = JSON.parse(body);
        return isObject(value) ? text(value.SecretString) : undefined;
      }
      if (body.includes('ResourceNotFoundException')) {
        return undefined;
      }
      // What the service says of a refusal names the secret and whoever asked, nothing that is in it.
      throw new Error(`secret ${name} cannot be read: HTTP ${status} ${body.slice(0, 200)}`);
    },
  };
}
