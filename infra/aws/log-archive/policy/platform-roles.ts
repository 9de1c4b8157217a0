import { roleName } from '../../../policy/names';
import { busFolders } from '../../stream/streamed';
import {
  type Access,
  bucketArn,
  NOTHING,
  objectsArn,
  type Statement,
  type Target,
  THIS_KEY,
} from './statement';

/** Roles of the security account that read raw logs: what normalizes them, finds missed ones, checks that they are whole. */
export const RAW_READERS = ['normalize', 'reconcile', 'verify-trail'] as const;

/** Role of the security account that CloudWatch logs come by, through Firehose, and where it puts them. */
export const LOGS_DELIVERY = { role: 'logs-delivery', folder: 'CloudWatchLogs' } as const;

/** Role of the security account by which events come that are on the central bus alone: one for each folder. */
export function busDeliveryRole(folder: string): string {
  return `bus-delivery-${folder.toLowerCase()}`;
}

/** Where events of the central bus are put: under the account that had them, as services write of their own. */
export function busFolderPath({ securityAccount }: Target['aws'], folder: string): string {
  return `AWSLogs/${securityAccount}/${folder}`;
}

/** A Firehose of the security account: its role, and the folder it writes to. */
interface Delivery {
  readonly sid: string;
  readonly role: string;
  readonly folder: string;
}

function deliveriesOf({ platform, aws }: Target): readonly Delivery[] {
  const logs = { sid: 'Logs', ...LOGS_DELIVERY };
  return [
    ...(aws.extras.cloudwatchLogs === 'create' ? [logs] : []),
    ...busFolders(platform).map(({ folder }) => ({
      sid: folder,
      role: busDeliveryRole(folder),
      folder: busFolderPath(aws, folder),
    })),
  ];
}

/** The platform's own readers, by name: the roles need not be there yet, and nobody else of their account may. */
export function platformReaders(target: Target): Access {
  const common = bound(target, RAW_READERS);
  return {
    bucket: [
      {
        ...common,
        Sid: 'PlatformReads',
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: objectsArn(target, '*'),
      },
      {
        ...common,
        Sid: 'PlatformLists',
        Action: ['s3:ListBucket', 's3:GetBucketLocation'],
        Resource: bucketArn(target),
      },
    ],
    key: [{ ...common, Sid: 'PlatformDecrypts', Action: 'kms:Decrypt', Resource: THIS_KEY }],
  };
}

/** Firehose, each with a folder of its own. Source: Amazon Data Firehose, access to an S3 destination. */
export function firehose(target: Target): Access {
  const deliveries = deliveriesOf(target);
  if (deliveries.length === 0) {
    return NOTHING;
  }
  const common = bound(
    target,
    deliveries.map(({ role }) => role),
  );
  return {
    bucket: [
      ...deliveries.map(({ sid, role, folder }) => ({
        ...bound(target, [role]),
        Sid: `FirehoseWrites${sid}`,
        Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
        Resource: objectsArn(target, `${folder}/*`),
      })),
      {
        ...common,
        Sid: 'FirehoseLists',
        Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
        Resource: bucketArn(target),
      },
    ],
    key: [
      {
        ...common,
        Sid: 'FirehoseEncrypts',
        Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
        Resource: THIS_KEY,
      },
    ],
  };
}

/** The account as principal, since S3 refuses roles that do not exist; the condition says which of its roles. */
export function bound(
  { platform, aws, partition }: Target,
  roles: readonly string[],
): Pick<Statement, 'Effect' | 'Principal' | 'Condition'> {
  const account = `arn:${partition}:iam::${aws.securityAccount}`;
  return {
    Effect: 'Allow',
    Principal: { AWS: `${account}:root` },
    Condition: {
      ArnEquals: { 'aws:PrincipalArn': roles.map((role) => `${account}:role/${roleName(platform, role)}`) },
      ...(aws.organizationId === undefined
        ? {}
        : { StringEquals: { 'aws:PrincipalOrgID': aws.organizationId } }),
    },
  };
}
