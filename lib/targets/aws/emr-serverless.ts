import type { SparkSettings } from '../../batch/settings';
import { AWS_PRICES } from '../../cost/aws-prices';
import type { SparkEngine } from '../../ports/spark-engine';
import { type SignedPost, signedPost } from './signed-post';

const HEADERS = { 'content-type': 'application/json' };

/** Spark on EMR Serverless. Source: Amazon EMR Serverless API, StartJobRun. */
export function emrServerless(
  home: string,
  bucket: string,
  { application, role, vcpu, memoryGb, key, logGroup }: SparkSettings,
  post: SignedPost = signedPost('emr-serverless', home, { path: `/applications/${application}/jobruns` }),
): SparkEngine {
  const root = `s3://${bucket}/`;
  const { vcpuHour, gbHour } = AWS_PRICES.emrServerless;
  return {
    root,
    usdPerMinute: (vcpu * vcpuHour + memoryGb * gbHour) / 60,
    start: async ({ token, program, plan, minutes }) => {
      const { status, body } = await post(
        HEADERS,
        JSON.stringify({
          clientToken: token,
          name: 'baselines',
          executionRoleArn: role,
          executionTimeoutMinutes: minutes,
          jobDriver: {
            sparkSubmit: { entryPoint: root + program, entryPointArguments: [root + plan] },
          },
          configurationOverrides: {
            diskEncryptionConfiguration: { encryptionKeyArn: key },
            monitoringConfiguration: {
              managedPersistenceMonitoringConfiguration: { enabled: false },
              cloudWatchLoggingConfiguration: { enabled: true, logGroupName: logGroup },
            },
          },
        }),
      );
      if (status !== 200) {
        throw new Error(`EMR Serverless did not take the run: HTTP ${status} ${body.slice(0, 300)}`);
      }
    },
  };
}
