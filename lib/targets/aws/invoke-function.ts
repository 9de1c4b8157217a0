import type { AwsOptions } from './client-options';
import { signedPost } from './signed-post';

/**
 * Calls a Lambda function and waits for its answer. Throws, with what AWS or the function said, when there is none.
 * Source: AWS Lambda API, Invoke.
 */
export async function invokeFunction(
  name: string,
  region: string,
  event: object,
  options: AwsOptions = {},
): Promise<unknown> {
  const path = `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
  const post = signedPost('lambda', region, { ...options, path });
  const { status, body } = await post({ 'content-type': 'application/json' }, JSON.stringify(event));
  if (status !== 200) {
    throw new Error(`function ${name} in ${region} cannot be called: ${status} ${body.slice(0, 300)}`);
  }
  const answer: unknown = JSON.parse(body);
  if (typeof answer === 'object' && answer !== null && 'errorMessage' in answer) {
    throw new Error(`function ${name} in ${region} failed: ${String(answer.errorMessage).slice(0, 300)}`);
  }
  return answer;
}
