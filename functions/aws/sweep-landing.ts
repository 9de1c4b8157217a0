import { S3Client } from '@aws-sdk/client-s3';
import { sweepLanding } from '../../lib/targets/aws/sweep-landing';
import { logger } from '../../lib/targets/aws/telemetry';

interface ScheduledEvent {
  /** ISO 8601. */
  readonly time: string;
}

const home = new S3Client({});
const clients = new Map<string, S3Client>();

function of(region: string): S3Client {
  const client = clients.get(region) ?? new S3Client({ region });
  clients.set(region, client);
  return client;
}

/** Once a day, copies what landed and no event told of. LANDING_BUCKETS: `<region>/<bucket>`, by commas. */
export async function handler({ time }: ScheduledEvent): Promise<void> {
  const to = process.env.RAW_BUCKET ?? '';
  for (const place of (process.env.LANDING_BUCKETS ?? '').split(',')) {
    const [region = '', bucket = ''] = place.split('/');
    const swept = await sweepLanding({ home, of }, { region, bucket }, to, Date.parse(time));
    logger.info('swept', { bucket, ...swept });
  }
}
