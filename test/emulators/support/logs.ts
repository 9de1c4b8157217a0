import { gzipSync } from 'node:zlib';
import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { seeded } from '../../../functions/local/demo/random';
import type { JsonObject } from '../../../lib/json';

const START = Date.UTC(2024, 7, 12, 9, 58);

/** An object of the trail, as CloudTrail writes them. */
export interface TrailObject {
  readonly key: string;
  readonly body: Buffer;
}

/** Somebody stops the trail: one alert. */
export function stopLogging(seed: number, minute: number): JsonObject {
  return cloudTrailRecord(seeded(seed), START + minute * 60_000, {
    eventSource: 'cloudtrail.amazonaws.com',
    eventName: 'StopLogging',
    readOnly: false,
    requestParameters: { name: 'acme-organization' },
    responseElements: null,
  });
}

/** Somebody guesses a password, in two objects: four failures in the first, the fifth and the sign-in in the second. */
export function guessedPassword(): readonly [TrailObject, TrailObject] {
  const random = seeded(12);
  const signIn = (minute: number, outcome: string) =>
    cloudTrailRecord(random, START + minute * 60_000, {
      eventType: 'AwsConsoleSignIn',
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      recipientAccountId: '111111111111',
      userIdentity: {
        type: 'IAMUser',
        accountId: '111111111111',
        userName: 'mia',
        arn: 'arn:aws:iam::1:user/mia',
      },
      requestParameters: null,
      responseElements: { ConsoleLogin: outcome },
    });
  const early = [3, 4, 5, 6].map((minute) => signIn(minute, 'Failure'));
  return [
    trailObject('guess-1', 21, 5, early),
    trailObject('guess-2', 22, 5, [signIn(7, 'Failure'), signIn(8, 'Success')]),
  ];
}

/** Quiet calls over some minutes, and the records given. */
export function trailObject(
  name: string,
  seed: number,
  calls: number,
  more: readonly JsonObject[] = [],
): TrailObject {
  const random = seeded(seed);
  const quiet = Array.from({ length: calls }, (_, i) => cloudTrailRecord(random, START + i * 2000));
  return object(name, JSON.stringify({ Records: [...quiet, ...more] }));
}

/** An object in which one record is cut off in the middle, between two that are whole. */
export function poisonedObject(name: string): TrailObject {
  const random = seeded(77);
  const [first, last] = [0, 1].map((i) => JSON.stringify(cloudTrailRecord(random, START + i * 1000)));
  return object(name, `${first}\n{"eventVersion": broken\n${last}\n`);
}

function object(name: string, text: string): TrailObject {
  return {
    key: `AWSLogs/000000000000/CloudTrail/ap-northeast-1/2024/08/12/000000000000_CloudTrail_ap-northeast-1_20240812T1000Z_${name}.json.gz`,
    body: gzipSync(text),
  };
}
