import { gzipSync } from 'node:zlib';
import type { JsonObject } from '../../../lib/json';
import { cloudTrailRecord } from './cloudtrail';
import { type Random, seeded } from './random';

/** A log file of the demo, as a cloud would have delivered it. */
export interface DemoFile {
  readonly path: string;
  readonly body: Buffer;
}

const HOUR = 3_600_000;
/** 2024-08-12T06:00:00Z: the seed's day, from four and a half hours before its event. */
const START = Date.UTC(2024, 7, 12, 6);
const HOURS = 8;

/**
 * One morning of a small organization on three clouds, in the clouds' own formats: quiet work, and an intruder
 * who signs in without MFA, makes an access key, stops the trail, opens a port, takes the data out, and tries the
 * other clouds. Some free text holds personal data; one record is broken. Always the same bytes.
 */
export function demoFiles(): DemoFile[] {
  const random = seeded(812);
  return [
    ...cloudTrailFiles(random),
    ...flowFiles(random),
    azureFile(random),
    googleFile(random),
    ...seedFiles(),
  ];
}

function cloudTrailFiles(random: Random): DemoFile[] {
  return Array.from({ length: HOURS }, (_, hour) => {
    const start = START + hour * HOUR;
    const records = Array.from({ length: 1500 }, (_, i) => cloudTrailRecord(random, start + i * 2400));
    if (hour === 4) {
      records.splice(700, 0, ...intrusion(random, start + 1_800_000));
    }
    const body = gzipSync(JSON.stringify({ Records: records }), { level: 6 });
    return {
      path: `aws/cloudtrail/111111111111_CloudTrail_us-east-1_20240812T${pad(6 + hour)}00Z_demo.json.gz`,
      body,
    };
  });
}

/** What the intruder did on AWS, minute by minute. */
function intrusion(random: Random, start: number): JsonObject[] {
  const user = {
    type: 'IAMUser',
    principalId: 'AIDAEXAMPLEINTRUDER00',
    arn: 'arn:aws:iam::111111111111:user/elif.kaya',
    accountId: '111111111111',
    userName: 'elif.kaya',
  };
  const step = (minute: number, eventSource: string, eventName: string, more: JsonObject): JsonObject =>
    cloudTrailRecord(random, start + minute * 60_000, {
      userIdentity: user,
      eventSource,
      eventName,
      readOnly: false,
      resources: [],
      responseElements: null,
      awsRegion: 'us-east-1',
      sourceIPAddress: '198.51.100.200',
      recipientAccountId: '111111111111',
      ...more,
    });
  return [
    step(0, 'signin.amazonaws.com', 'ConsoleLogin', {
      eventType: 'AwsConsoleSignIn',
      requestParameters: null,
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        MFAUsed: 'No',
      },
    }),
    step(2, 'iam.amazonaws.com', 'CreateAccessKey', {
      requestParameters: { userName: 'backup-service' },
      responseElements: {
        accessKey: { userName: 'backup-service', accessKeyId: 'AKIAEXAMPLEBACKUP001', status: 'Active' },
      },
    }),
    step(3, 'iam.amazonaws.com', 'AttachUserPolicy', {
      requestParameters: {
        userName: 'backup-service',
        policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    }),
    step(5, 'cloudtrail.amazonaws.com', 'StopLogging', {
      requestParameters: { name: 'arn:aws:cloudtrail:us-east-1:111111111111:trail/org' },
    }),
    step(6, 'ec2.amazonaws.com', 'AuthorizeSecurityGroupIngress', {
      requestParameters: {
        groupId: 'sg-0a1b2c3d4e5f60718',
        ipPermissions: {
          items: [
            { ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] } },
          ],
        },
      },
    }),
    step(9, 'support.amazonaws.com', 'AddCommunicationToCase', {
      requestParameters: {
        caseId: 'case-111111111111-2024',
        communicationBody: 'user email: john.doe@company.com called from 090-1234-5678',
        attachment:
          '{"customer":{"mail":"hanako.yamada@example.jp","card":"4111 1111 1111 1111","ssn":"536-22-1234","from":"203.0.113.9"}}',
      },
    }),
  ];
}

function flowFiles(random: Random): DemoFile[] {
  const header =
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
  return Array.from({ length: HOURS }, (_, hour) => {
    const lines = [header];
    for (let i = 0; i < 4000; i++) {
      const start = Math.floor((START + hour * HOUR) / 1000) + Math.floor((i * 3600) / 4000);
      const [host, peer] = [
        `10.0.${random.below(4)}.${10 + random.below(90)}`,
        `10.0.8.${1 + random.below(200)}`,
      ];
      const bytes = 40 + random.below(90_000);
      const action = random.below(20) === 0 ? 'REJECT' : 'ACCEPT';
      lines.push(
        `2 111111111111 eni-0${random.hex(16)} ${host} ${peer} ${1024 + random.below(60_000)} 443 6 ${1 + random.below(90)} ${bytes} ${start} ${start + 59} ${action} OK`,
      );
    }
    if (hour === 4) {
      const at = Math.floor((START + hour * HOUR) / 1000) + 900;
      lines.push(
        `2 111111111111 eni-0aaaabbbbccccdddd 10.0.1.100 203.0.113.50 44321 443 6 15234 52428800 ${at} ${at + 59} ACCEPT OK`,
      );
      lines.push(`2 111111111111 eni-0aaaabbbbccccdddd - - - - - - - ${at} ${at + 59} - NODATA`);
    }
    const body = gzipSync(`${lines.join('\n')}\n`, { level: 6 });
    return {
      path: `aws/vpcflow/111111111111_vpcflowlogs_us-east-1_fl-demo_20240812T${pad(6 + hour)}00Z.log.gz`,
      body,
    };
  });
}

const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';

function azureFile(random: Random): DemoFile {
  const record = (millis: number, operation: string, more: JsonObject = {}): JsonObject => ({
    time: `${new Date(millis).toISOString().slice(0, 19)}.1234567Z`,
    resourceId: `/SUBSCRIPTIONS/${SUBSCRIPTION}/RESOURCEGROUPS/SHOP/PROVIDERS/MICROSOFT.COMPUTE/VIRTUALMACHINES/WEB-${random.below(9)}`,
    operationName: operation,
    category: 'Administrative',
    resultType: 'Success',
    resultSignature: 'Succeeded.OK',
    durationMs: String(random.below(900)),
    callerIpAddress: '203.0.113.24',
    correlationId: random.uuid(),
    identity: {
      claims: {
        name: 'Aiko Tanaka',
        'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn': 'aiko.tanaka@example.com',
      },
    },
    level: 'Information',
    location: 'japaneast',
    tenantId: '99999999-8888-7777-6666-555555555555',
    ...more,
  });
  const quiet = Array.from({ length: 900 }, (_, i) =>
    record(START + i * 31_000, 'MICROSOFT.COMPUTE/VIRTUALMACHINES/READ'),
  );
  quiet.push(
    record(START + 4.7 * HOUR, 'MICROSOFT.INSIGHTS/DIAGNOSTICSETTINGS/DELETE', {
      resourceId: `/subscriptions/${SUBSCRIPTION}/providers/microsoft.insights/diagnosticSettings/to-kumomori`,
      callerIpAddress: '198.51.100.200',
    }),
  );
  return {
    path: 'azure/activity/PT1H.json',
    body: Buffer.from(`${quiet.map((entry) => JSON.stringify(entry)).join('\n')}\n`),
  };
}

function googleFile(random: Random): DemoFile {
  const entry = (millis: number, service: string, method: string, address: string): JsonObject => ({
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      status: {},
      authenticationInfo: { principalEmail: 'ben.okafor@example.com' },
      requestMetadata: { callerIp: address, callerSuppliedUserAgent: 'google-cloud-sdk gcloud/480.0.0' },
      serviceName: service,
      methodName: method,
      authorizationInfo: [
        { resource: 'projects/shop-prod', permission: 'compute.instances.get', granted: true },
      ],
      resourceName: 'projects/shop-prod/zones/asia-northeast1-a/instances/web-1',
      request: { '@type': 'type.googleapis.com/compute.instances.get' },
    },
    insertId: random.hex(12),
    resource: { type: 'gce_instance', labels: { project_id: 'shop-prod', zone: 'asia-northeast1-a' } },
    timestamp: `${new Date(millis).toISOString().slice(0, 19)}.${100_000_000 + random.below(899_999_999)}Z`,
    severity: 'NOTICE',
    logName: 'projects/shop-prod/logs/cloudaudit.googleapis.com%2Factivity',
    receiveTimestamp: `${new Date(millis + 1000).toISOString().slice(0, 19)}.500000000Z`,
  });
  const lines = Array.from({ length: 900 }, (_, i) =>
    JSON.stringify(
      entry(START + i * 31_000, 'compute.googleapis.com', 'v1.compute.instances.get', '203.0.113.31'),
    ),
  );
  lines.push(
    JSON.stringify(
      entry(
        START + 4.8 * HOUR,
        'logging.googleapis.com',
        'google.logging.v2.ConfigServiceV2.DeleteSink',
        '198.51.100.200',
      ),
    ),
  );
  lines.splice(
    450,
    0,
    '{"protoPayload": {"@type": "type.googleapis.com/google.cloud.audit.AuditLog", cut off here',
  );
  return {
    path: 'gcp/audit/cloudaudit.googleapis.com_activity_2024-08-12.json',
    body: Buffer.from(`${lines.join('\n')}\n`),
  };
}

/** The three flat samples of the document the project comes from. */
export function seedFiles(): DemoFile[] {
  const samples = {
    'seed/aws.json': {
      eventVersion: '1.08',
      userIdentity: { type: 'IAMUser' },
      eventTime: '2024-08-12T10:30:00Z',
      awsRegion: 'us-east-1',
    },
    'seed/azure.json': {
      time: '2024-08-12T10:30:00.000Z',
      caller: 'user@company.com',
      level: 'Information',
      location: 'East US',
    },
    'seed/gcp.json': {
      timestamp: '2024-08-12T10:30:00.000Z',
      authenticationInfo: { principalEmail: 'user@company.com' },
      serviceName: 'compute.googleapis.com',
    },
  };
  return Object.entries(samples).map(([path, sample]) => ({
    path,
    body: Buffer.from(JSON.stringify(sample)),
  }));
}

const pad = (value: number) => String(value).padStart(2, '0');
