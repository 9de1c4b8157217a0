import { toMail } from '../../alerts/formats/mail';
import type { Delivery, Notifier } from '../../ports/notifier';
import type { SignedPost } from './signed-post';

const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

/** What SNS will say of this message again, however often it is asked. */
const FOR_GOOD = /<Code>(?:InvalidParameter|InvalidParameterValue|ParameterValueInvalid)<\/Code>/;

/** A publication: its text, and what subscriptions filter by. */
export interface Publication {
  readonly subject: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Publishes alerts to an SNS topic as a mail's text: one publication an alert. The attributes let subscriptions filter,
 * and let receivers that are no people tell a repetition by its idempotency key. A standard topic: a FIFO topic would
 * drop repetitions for five minutes only, which is less than a lease, and sends no mail.
 */
export function topicNotifier(post: SignedPost, topicArn: string): Notifier {
  return {
    send: ({ message, idempotencyKey }) =>
      publish(post, topicArn, {
        ...toMail(message),
        attributes: {
          idempotency_key: idempotencyKey,
          severity: message.severity,
          occasion: message.occasion,
          alert: message.ids.alert,
        },
      }),
  };
}

/** Publishes a text to an SNS topic. Source: Amazon SNS API, Publish. */
export async function publish(
  post: SignedPost,
  topicArn: string,
  publication: Publication,
): Promise<Delivery> {
  const { status, body } = await post(FORM, formOf(topicArn, publication).toString());
  return status === 200 ? { outcome: 'sent' } : refused(status, body);
}

function refused(status: number, body: string): Delivery {
  const code = /<Code>(\w+)<\/Code>/.exec(body)?.[1] ?? 'no code';
  const reason = `SNS answered ${status} (${code})`;
  return FOR_GOOD.test(body) ? { outcome: 'refuse', reason } : { outcome: 'retry', reason };
}

function formOf(topicArn: string, { subject, body, attributes }: Publication): URLSearchParams {
  return new URLSearchParams({
    Action: 'Publish',
    Version: '2010-03-31',
    TopicArn: topicArn,
    Subject: subject,
    Message: body,
    ...Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value], index) => {
        const entry = `MessageAttributes.entry.${index + 1}`;
        return [
          [`${entry}.Name`, name],
          [`${entry}.Value.DataType`, 'String'],
          [`${entry}.Value.StringValue`, value],
        ];
      }),
    ),
  });
}
