import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { lineCarrier } from '../../forward/carry-lines';
import type { ForwardDestination } from '../../forward/destination';
import type { Carrier } from '../../forward/forward-messages';
import { fileCarrier } from '../../forward/security-lake/carry-files';
import { cloudOf } from '../../forward/sentinel';
import type { ForwardSettings } from '../../forward/settings';
import type { Outbox } from '../../forward/sweep-outbox';
import type { BlobStore } from '../../ports/blob-store';
import type { Clock } from '../../ports/clock';
import type { SecretStore } from '../../ports/secret-store';
import { createHttpAsk } from '../http/ask';
import { keepSecret } from '../http/keep-secret';
import { sentinelReceiver } from '../http/sentinel-receiver';
import { splunkReceiver } from '../http/splunk-receiver';
import { S3BlobStore } from './blob-store';
import { openBundle } from './bundle';
import { clientOptions } from './client-options';
import { sendMessages } from './queue';
import { rawListing } from './raw-listing';
import { secretsManager } from './secrets';
import { securityLakeWriter } from './security-lake';
import { signedPost } from './signed-post';

/** A megabyte on its way, and a receiver that indexes it before it answers. */
const LIMITS = { totalMillis: 30_000 };

interface Parts {
  readonly home: string;
  readonly store: BlobStore;
  readonly secrets: SecretStore;
  readonly clock: Clock;
}

export interface Forwarding {
  /** By the names of the destinations. */
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly outbox: Outbox;
}

/** Every destination of the configuration, and the outbox; once a start. */
export async function openForward(
  { home, lake, bundle, queues }: ForwardSettings,
  clock: Clock,
): Promise<Forwarding> {
  const { forward } = (await openBundle(bundle)).platform;
  const s3 = new S3Client(clientOptions(home));
  const parts: Parts = {
    home,
    store: new S3BlobStore(s3, lake),
    secrets: secretsManager(signedPost('secretsmanager', home)),
    clock,
  };
  const post = signedPost('sqs', home);
  const { list } = rawListing(s3, { bucket: lake, region: home, root: '' }, []);
  return {
    carriers: new Map(forward.map((destination) => [destination.name, carrierOf(destination, parts)])),
    outbox: {
      bucket: lake,
      list,
      enqueue: (destination, bodies) => sendMessages(post, queues[destination] ?? '', bodies),
    },
  };
}

function carrierOf(destination: ForwardDestination, { home, store, secrets, clock }: Parts): Carrier {
  const asking = (allowedHosts: readonly string[]) => ({
    ask: createHttpAsk({ allowedHosts, limits: LIMITS }),
    clock,
    secrets,
  });
  switch (destination.kind) {
    case 'splunk': {
      const context = asking([new URL(destination.site).host]);
      return lineCarrier({ store, receiver: splunkReceiver(destination, context), pause });
    }
    case 'sentinel': {
      const context = asking([new URL(destination.endpoint).host, cloudOf(destination).login]);
      return lineCarrier({ store, receiver: sentinelReceiver(destination, context), pause });
    }
    case 'security_lake': {
      const put = securityLakeWriter(destination, {
        sts: new STSClient(clientOptions(home)),
        externalId: keepSecret(secrets, destination.externalIdSecret),
        clock,
        session: `kumomori-forward-${destination.name}`,
      });
      return fileCarrier({ store, destination, put });
    }
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
