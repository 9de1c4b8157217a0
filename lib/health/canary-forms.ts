import type { JsonObject } from '../json';
import { CANARY_ACCOUNT, type CanaryRun } from './canary';

/** How a source's canary looks: one record of our own invention, of an account that nobody has. */
export interface CanaryForm {
  /** What its record alone has, in the fields of Sigma rules: the canary rule of the source. */
  readonly sign: Readonly<Record<string, string>>;
  /** The raw object, as the source's delivery writes it, but for its compression. */
  readonly text: (run: CanaryRun) => string;
  /** The same record as an event of the central bus. */
  readonly event?: (run: CanaryRun) => { readonly detailType: string; readonly detail: JsonObject };
}

/** Region in the records: where the platform is says nothing about what they prove. */
const REGION = 'us-east-1';
const AGENT = 'kumomori-canary';
/** Addresses for documentation: RFC 5737. */
const [FROM, TO] = ['192.0.2.1', '192.0.2.2'];
const SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';

const nameOf = ({ name }: CanaryRun) => `canary-${name}`;
const timeOf = ({ timeMicros }: CanaryRun) => new Date(timeMicros / 1000).toISOString();
const lines = (...all: readonly (JsonObject | string)[]) =>
  all.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

/** By id of the source. */
export const CANARY_FORMS: Readonly<Record<string, CanaryForm>> = {
  'aws-cloudtrail': {
    sign: { recipientAccountId: CANARY_ACCOUNT, userAgent: AGENT },
    text: (run) => JSON.stringify({ Records: [call(run)] }),
    event: (run) => ({ detailType: 'AWS API Call via CloudTrail', detail: call(run) }),
  },
  'aws-vpc-flow': {
    sign: { 'account-id': CANARY_ACCOUNT, 'interface-id|startswith': 'eni-canary-' },
    text: (run) => lines(FLOW_COLUMNS, flow(run)),
  },
  'aws-route53-resolver': {
    sign: { account_id: CANARY_ACCOUNT, 'query_name|startswith': 'canary-' },
    text: (run) => lines(query(run)),
  },
  'aws-lambda': {
    sign: { owner: CANARY_ACCOUNT, 'requestId|startswith': 'canary-' },
    text: (run) => lines(logged(run)),
  },
  'aws-guardduty': {
    sign: { accountId: CANARY_ACCOUNT, type: 'Canary:Kumomori/SelfTest' },
    text: (run) => lines(threat(run)),
    event: (run) => ({ detailType: 'GuardDuty Finding', detail: threat(run) }),
  },
  'aws-security-hub': {
    sign: { AwsAccountId: CANARY_ACCOUNT, 'Id|startswith': 'canary-' },
    text: (run) => lines({ 'detail-type': HUB_EVENT, source: AGENT, detail: { findings: [finding(run)] } }),
    event: (run) => ({ detailType: HUB_EVENT, detail: { findings: [finding(run)] } }),
  },
  'azure-activity': {
    sign: { subscriptionId: SUBSCRIPTION, operationName: 'KUMOMORI.CANARY/RUNS/ACTION' },
    text: (run) => lines(activity(run)),
  },
  'gcp-audit': {
    sign: { 'gcp.audit.method_name': 'kumomori.canary.Run' },
    text: (run) => lines(audit(run)),
  },
};

function call(run: CanaryRun): JsonObject {
  return {
    eventVersion: '1.10',
    userIdentity: { type: 'IAMUser', accountId: CANARY_ACCOUNT, userName: AGENT },
    eventTime: timeOf(run),
    eventSource: 'canary.kumomori.invalid',
    eventName: 'Canary',
    awsRegion: REGION,
    sourceIPAddress: FROM,
    userAgent: AGENT,
    requestParameters: { run: run.name },
    responseElements: null,
    eventID: nameOf(run),
    // Read-only calls pass rules of EventBridge only where they are asked for.
    readOnly: false,
    eventType: 'AwsApiCall',
    recipientAccountId: CANARY_ACCOUNT,
  };
}

const FLOW_COLUMNS =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

function flow(run: CanaryRun): string {
  const start = run.timeMicros / 1e6;
  return `2 ${CANARY_ACCOUNT} eni-${nameOf(run)} ${FROM} ${TO} 40000 443 6 1 40 ${start} ${start + 1} REJECT OK`;
}

function query(run: CanaryRun): JsonObject {
  return {
    version: '1.100000',
    account_id: CANARY_ACCOUNT,
    region: REGION,
    vpc_id: 'vpc-canary',
    query_timestamp: timeOf(run),
    query_name: `${nameOf(run)}.kumomori.invalid.`,
    query_type: 'A',
    query_class: 'IN',
    rcode: 'NOERROR',
    answers: [],
    srcaddr: FROM,
    srcport: '40000',
    transport: 'UDP',
    srcids: {},
  };
}

/** A message of CloudWatch Logs, which Firehose writes as a line. */
function logged(run: CanaryRun): JsonObject {
  const report = {
    time: timeOf(run),
    type: 'platform.report',
    record: {
      requestId: nameOf(run),
      status: 'success',
      metrics: { durationMs: 1, billedDurationMs: 1, memorySizeMB: 128, maxMemoryUsedMB: 64 },
    },
  };
  return {
    messageType: 'DATA_MESSAGE',
    owner: CANARY_ACCOUNT,
    logGroup: '/aws/lambda/kumomori-canary-record',
    logStream: AGENT,
    subscriptionFilters: [AGENT],
    logEvents: [
      {
        id: run.name.padStart(56, '0'),
        timestamp: run.timeMicros / 1000,
        message: JSON.stringify(report),
      },
    ],
  };
}

/** Archived from the beginning: for nobody's list of open findings. */
function threat(run: CanaryRun): JsonObject {
  return {
    schemaVersion: '2.0',
    accountId: CANARY_ACCOUNT,
    region: REGION,
    id: nameOf(run),
    type: 'Canary:Kumomori/SelfTest',
    service: { serviceName: 'guardduty', archived: true, count: 1 },
    severity: 1,
    title: 'Canary of Kumomori',
    description: 'Proves that findings come through. Nothing happened.',
    createdAt: timeOf(run),
    updatedAt: timeOf(run),
  };
}

const HUB_EVENT = 'Security Hub Findings - Imported';

function finding(run: CanaryRun): JsonObject {
  return {
    SchemaVersion: '2018-10-08',
    Id: nameOf(run),
    ProductArn: 'product/kumomori/canary',
    ProductName: 'Canary',
    GeneratorId: 'canary',
    AwsAccountId: CANARY_ACCOUNT,
    Region: REGION,
    Types: ['Software and Configuration Checks'],
    CreatedAt: timeOf(run),
    UpdatedAt: timeOf(run),
    Severity: { Label: 'INFORMATIONAL' },
    Title: 'Canary of Kumomori',
    Description: 'Proves that findings come through. Nothing happened.',
    Resources: [{ Type: 'Other', Id: AGENT }],
    Workflow: { Status: 'SUPPRESSED' },
    RecordState: 'ARCHIVED',
  };
}

function activity(run: CanaryRun): JsonObject {
  return {
    time: timeOf(run),
    resourceId: `/SUBSCRIPTIONS/${SUBSCRIPTION}`,
    operationName: 'KUMOMORI.CANARY/RUNS/ACTION',
    category: 'Administrative',
    resultType: 'Success',
    callerIpAddress: FROM,
    correlationId: nameOf(run),
    level: 'Information',
  };
}

function audit(run: CanaryRun): JsonObject {
  const project = 'kumomori-canary-of-nobody';
  return {
    logName: `projects/${project}/logs/cloudaudit.googleapis.com%2Factivity`,
    resource: { type: 'project', labels: { project_id: project } },
    timestamp: timeOf(run),
    insertId: nameOf(run),
    severity: 'NOTICE',
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: 'canary.kumomori.invalid',
      methodName: 'kumomori.canary.Run',
      resourceName: `projects/${project}`,
      authenticationInfo: { principalEmail: 'kumomori-canary@kumomori.invalid' },
      requestMetadata: { callerIp: FROM },
    },
  };
}
