import { EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { MembersPort } from '../../enrolment/ports';
import { type AwsOptions, type Credentials, clientOptions } from './client-options';
import { memberRegion } from './member-region';
import { resolverApi } from './resolver-api';

export interface AwsMembers {
  readonly sts: STSClient;
  /** ARN of the enrolment role, `{account}` where the account goes. */
  readonly role: string;
  /** The platform's name. */
  readonly name: string;
  readonly options?: AwsOptions;
}

/** Accounts by their enrolment role. */
export function awsMembers({ sts, role, name, options = {} }: AwsMembers): MembersPort {
  return {
    async open(account) {
      const credentials = await assume(sts, role.replace('{account}', account), name);
      return {
        region(region) {
          const own = { ...options, credentials };
          return memberRegion({
            account,
            name,
            ec2: new EC2Client(clientOptions(region, own)),
            resolver: resolverApi(region, own),
          });
        },
      };
    },
  };
}

async function assume(sts: STSClient, role: string, name: string): Promise<Credentials> {
  const { Credentials: found } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: `${name}-enrol`, DurationSeconds: 3600 }),
  );
  if (found?.AccessKeyId === undefined || found.SecretAccessKey === undefined) {
    throw new Error(`${role}: STS answered without credentials`);
  }
  return {
    accessKeyId: found.AccessKeyId,
    secretAccessKey: found.SecretAccessKey,
    ...(found.SessionToken === undefined ? {} : { sessionToken: found.SessionToken }),
  };
}
