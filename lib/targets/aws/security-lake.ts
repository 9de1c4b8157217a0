import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { CustomSource, SecurityLakeDestination } from '../../forward/destination';
import type { LakeFile } from '../../forward/security-lake/files';
import type { Clock } from '../../ports/clock';
import type { KeptSecret } from '../http/keep-secret';
import { type AwsOptions, clientOptions } from './client-options';

/** A role's session is taken anew this long before it ends. */
const EARLY_MICROS = 300 * 1_000_000;
const SESSION_SECONDS = 3600;

export interface SecurityLakeOptions {
  readonly sts: STSClient;
  readonly externalId: KeptSecret;
  readonly clock: Clock;
  /** Session name, which CloudTrail shows. */
  readonly session: string;
  readonly options?: AwsOptions;
}

interface Session {
  readonly s3: S3Client;
  readonly untilMicros: number;
}

/** Writes files to Security Lake, as the provider role of each custom source. Throws when it is not let. */
export function securityLakeWriter(
  { region }: SecurityLakeDestination,
  context: SecurityLakeOptions,
): (file: LakeFile) => Promise<void> {
  const sessions = new Map<string, Session>();
  const sessionOf = async (source: CustomSource) => {
    const held = sessions.get(source.role);
    if (held !== undefined && held.untilMicros > context.clock.nowMicros()) {
      return held;
    }
    const fresh = await open(source.role, region, context);
    sessions.set(source.role, fresh);
    return fresh;
  };
  return async ({ source, key, body }) => {
    const { s3 } = await sessionOf(source);
    await s3.send(new PutObjectCommand({ Bucket: source.bucket, Key: key, Body: body }));
  };
}

async function open(
  role: string,
  region: string,
  { sts, externalId, clock, session, options = {} }: SecurityLakeOptions,
): Promise<Session> {
  const now = clock.nowMicros();
  const id = await externalId.read();
  const request = {
    RoleArn: role,
    RoleSessionName: session,
    ExternalId: id.reveal(),
    DurationSeconds: SESSION_SECONDS,
  };
  const { Credentials: found } = await sts.send(new AssumeRoleCommand(request)).catch((error: unknown) => {
    externalId.drop();
    const name = error instanceof Error ? error.name : 'no answer';
    throw new Error(
      `${role} cannot be taken (${name}): check the role, and the external id in secret ${id.name}`,
    );
  });
  if (found?.AccessKeyId === undefined || found.SecretAccessKey === undefined) {
    throw new Error(`${role}: STS answered without credentials`);
  }
  const credentials = {
    accessKeyId: found.AccessKeyId,
    secretAccessKey: found.SecretAccessKey,
    ...(found.SessionToken === undefined ? {} : { sessionToken: found.SessionToken }),
  };
  return {
    s3: new S3Client(clientOptions(region, { ...options, credentials })),
    untilMicros: now + SESSION_SECONDS * 1_000_000 - EARLY_MICROS,
  };
}
