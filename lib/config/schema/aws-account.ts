import * as z from 'zod';

/** Whether the platform's functions get a network of their own. */
export const awsNetwork = z
  .enum(['create', 'off'])
  .default('off')
  .describe(
    'create: functions run in a VPC without a way to the internet, with endpoints for the services they call. Each endpoint costs about 15 USD a month.',
  );

const quota = (what: string) => z.int().min(1).optional().describe(what);

/** What an account may use, as far as the platform reserves it. */
export const awsQuotas = z
  .strictObject({
    lambda_concurrency: quota('Lambda, concurrent executions. Left out: 1,000; new accounts have fewer.'),
    lambda_memory_mb: quota('Lambda, memory of a function. Left out: 10,240; new accounts have 3,008.'),
    kinesis_shards: quota('Kinesis, shards of a region. Left out: 500 or 200, as AWS has it for the region.'),
  })
  .default({})
  .describe(
    "Quotas of the security account in its home region, where they are not AWS's defaults: Service Quotas shows and raises them.",
  );
