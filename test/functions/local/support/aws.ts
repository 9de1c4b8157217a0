import { ArchiveS3 } from '../../../lib/targets/aws/archive-s3';
import { FakeAws } from '../../../lib/targets/aws/fake-aws';
import { scratchFolder, write } from './cli';

/** AWS on the loopback interface, a configuration, and what a command prints: for commands called in this process. */
export interface AwsDesk {
  readonly aws: FakeAws;
  readonly s3: ArchiveS3;
  /** Path of the configuration. */
  readonly config: () => string;
  /** What was printed by a command, and its exit status. */
  run(command: () => Promise<void>): Promise<{ out: string; err: string; status: number }>;
}

export const CONFIG = `version: 1
name: acme
lifecycle: trial
volume: startup
aws:
  home_region: eu-west-1
  accounts: [{ name: Security, id: '222222222222', role: security }]
`;

/** For each test of the file it is called in. */
export function awsDesk(text = CONFIG): AwsDesk {
  const folder = scratchFolder();
  const [aws, s3] = [new FakeAws(), new ArchiveS3()];
  const before = { ...process.env };
  let config = '';
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
  });
  beforeEach(() => {
    config = write(folder(), 'platform.yaml', text);
    aws.calls.length = 0;
    aws.answers.clear();
    s3.clear();
  });
  return { aws, s3, config: () => config, run };
}

async function run(command: () => Promise<void>): Promise<{ out: string; err: string; status: number }> {
  const [out, err]: [string[], string[]] = [[], []];
  const to = (texts: string[]) => (text: string | Uint8Array) => {
    texts.push(String(text));
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(to(out)),
    jest.spyOn(process.stderr, 'write').mockImplementation(to(err)),
  ];
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await command();
    return { out: out.join(''), err: err.join(''), status: Number(process.exitCode ?? 0) };
  } finally {
    process.exitCode = before;
    for (const spy of spies) {
      spy.mockRestore();
    }
  }
}
