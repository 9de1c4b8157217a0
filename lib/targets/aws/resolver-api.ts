import { isObject, type JsonObject, text } from '../../json';
import type { AwsOptions } from './client-options';
import { signedPost } from './signed-post';

/** An answer that says what was wrong; `name` is the service's name of it. */
export class AwsApiError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** Calls one operation of Route 53 Resolver. Throws `AwsApiError` once trying again makes no sense. */
export type ResolverApi = (operation: string, input: JsonObject) => Promise<JsonObject>;

/** With hundreds of accounts there is always one that is throttled. */
const ATTEMPTS = 8;

/**
 * Route 53 Resolver of a region, by its JSON protocol: the SDK's client for it is large, and six operations are all
 * that is needed. `pause` waits between attempts.
 */
export function resolverApi(
  region: string,
  options: AwsOptions = {},
  pause?: (ms: number) => Promise<unknown>,
): ResolverApi {
  const post = signedPost('route53resolver', region, {
    ...options,
    attempts: ATTEMPTS,
    ...(pause ? { pause } : {}),
  });
  return async (operation, input) => {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Route53Resolver.${operation}`,
    };
    const answer = await post(headers, JSON.stringify(input));
    const body = parsed(answer.body);
    if (answer.status === 200) {
      return body;
    }
    // `com.amazonaws.route53resolver#ThrottlingException`, with or without what stands before #.
    const name = (text(body.__type) ?? `HTTP ${answer.status}`).replace(/^.*#/, '');
    const reason = text(body.message) ?? text(body.Message) ?? answer.status;
    throw new AwsApiError(name, `${operation} in ${region}: ${reason}`);
  };
}

function parsed(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : {};
  } catch {
    return { message: body.slice(0, 200) };
  }
}
