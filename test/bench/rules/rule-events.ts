import { cloudTrailRecord } from '../../../functions/local/demo/cloudtrail';
import { type Random, seeded } from '../../../functions/local/demo/random';
import type { JsonObject } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { awsCloudTrail } from '../../../lib/sources/aws-cloudtrail/source';
import { pickCall, pickName } from './vocabulary';

const START = Date.UTC(2024, 7, 12, 6);

/** OCSF events of a quiet day, of which every third has names and an operation that generated rules may ask for. */
export function ruleEvents(count: number): readonly OcsfEvent[] {
  const random = seeded(12);
  const normalise = awsCloudTrail.open({ input: 'bench', path: 'bench' });
  const events: OcsfEvent[] = [];
  for (let number = 0; number < count; number++) {
    const more = number % 3 === 0 ? changing(random) : {};
    const record = cloudTrailRecord(random, START + number * 40, more);
    normalise(JSON.parse(JSON.stringify(record)), (event) => events.push(event));
  }
  return events;
}

function changing(random: Random): JsonObject {
  const { source, name } = pickCall(random);
  return {
    eventSource: source,
    eventName: name,
    userAgent: `aws-cli/2.15.30 ${pickName(random)}/${random.below(9)}.1`,
    requestParameters: {
      name: pickName(random),
      bucketName: `${pickName(random)}-logs`,
      policyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: pickName(random) }],
      }),
    },
    ...(random.below(10) === 0 ? { errorCode: 'AccessDenied' } : {}),
  };
}
