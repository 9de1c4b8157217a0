import { isObject, list, text } from '../../json';
import type { SignedPost } from './signed-post';

const HEADERS = {
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': 'AmazonSQS.SendMessageBatch',
};
/** Messages in a request. Source: Amazon SQS API, SendMessageBatch. */
const MOST = 10;

/** Sends messages to an SQS queue. Throws when one of them was not taken: those before it were. */
export async function sendMessages(
  post: SignedPost,
  queueUrl: string,
  bodies: readonly string[],
): Promise<void> {
  for (let from = 0; from < bodies.length; from += MOST) {
    const entries = bodies
      .slice(from, from + MOST)
      .map((body, index) => ({ Id: String(index), MessageBody: body }));
    const answer = await post(HEADERS, JSON.stringify({ QueueUrl: queueUrl, Entries: entries }));
    const body: unknown = answer.status === 200 ? JSON.parse(answer.body) : undefined;
    const failed = isObject(body) ? list(body.Failed) : [];
    if (!isObject(body) || failed.length > 0) {
      const [first] = failed;
      const reason = isObject(first) ? text(first.Message) : answer.body.slice(0, 200);
      throw new Error(`${queueUrl}: SQS did not take ${entries.length} messages: ${reason ?? answer.status}`);
    }
  }
}
