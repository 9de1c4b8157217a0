import type { JsonObject } from '../../../lib/json';
import { removeOutputs } from '../../infra/support';
import { FakeAws } from '../../lib/targets/aws/fake-aws';
import { answerDynamo } from '../../lib/targets/aws/fake-dynamo';
import { LoopbackS3 } from '../../lib/targets/aws/loopback-s3';
import { listen, type Told } from '../../support/telemetry';

/** AWS as a function sees it in a test: loopback servers, an empty table and bucket, and what it tells. */
export interface Desk {
  readonly aws: FakeAws;
  readonly s3: LoopbackS3;
  /** Both anew for each test. */
  fresh(): { readonly state: Map<string, JsonObject>; readonly told: Told };
}

/** Starts the servers for a test file, names them in the environment, and makes each test's handler start anew. */
export function functionDesk(): Desk {
  const [aws, s3] = [new FakeAws(), new LoopbackS3()];
  const before = { ...process.env };
  beforeAll(async () => {
    process.env.AWS_ENDPOINT_URL = await aws.start();
    process.env.AWS_ENDPOINT_URL_S3 = await s3.start();
    process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE';
    process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  });
  afterAll(async () => {
    process.env = before;
    await aws.stop();
    await s3.stop();
    removeOutputs();
  });
  afterEach(() => jest.restoreAllMocks());
  return {
    aws,
    s3,
    fresh: () => {
      jest.resetModules();
      aws.calls.length = 0;
      aws.answers.clear();
      s3.objects.clear();
      return { state: answerDynamo(aws), told: listen() };
    },
  };
}
