import type { S3Client } from '@aws-sdk/client-s3';
import { ACCOUNTS_KEY } from '../../cost/accounts-table';
import type { AccountsTablePort } from '../../enrolment/ports';
import { S3BlobStore } from './blob-store';
import { logger } from './telemetry';

/** The table of accounts in the lake's bucket, which is deployed after the enrolment of accounts. */
export function accountsInLake(s3: S3Client, lake: string): AccountsTablePort {
  const store = new S3BlobStore(s3, lake);
  return {
    async put(lines) {
      try {
        await store.put(ACCOUNTS_KEY, new TextEncoder().encode(lines));
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'NoSuchBucket') {
          throw error;
        }
        logger.warn('no lake to keep the accounts in yet', { lake });
      }
    },
  };
}
