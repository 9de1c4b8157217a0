import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { kumomori, scratchFolder, write } from './support/cli';

const folder = scratchFolder();
const lake = () => join(folder(), 'lake');

/** The seed's five kinds, and nothing that merely looks like one. */
const PII = {
  email: 'hanako.yamada@example.co.jp',
  phone: '090-1234-5678',
  card: '4111 1111 1111 1111',
  ssn: '536-22-1234',
  address: '198.51.100.23',
};
const IDS = ['123456789012', '1723458600000', '0a1b2c3d-0000-4000-8000-0123456789ab', 'i-1234567890abcdef0'];

const sentence = `mail ${PII.email} tel ${PII.phone} card ${PII.card} ssn ${PII.ssn} from ${PII.address}`;
const nested = JSON.stringify({
  note: sentence,
  inner: JSON.stringify({ deep: [sentence], [PII.email]: 1 }),
});

const awsRecord = {
  eventVersion: '1.08',
  userIdentity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::123456789012:assumed-role/Admin/${PII.email}`,
    principalId: `AROAEXAMPLE:${PII.email}`,
    accountId: '123456789012',
    sessionContext: { sessionIssuer: { userName: 'Admin', type: 'Role' } },
  },
  eventTime: '2024-08-12T10:30:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'CreateTags',
  awsRegion: 'us-east-1',
  sourceIPAddress: PII.address,
  userAgent: `tool (${sentence})`,
  errorMessage: sentence,
  requestParameters: {
    text: sentence,
    json: nested,
    list: [{ deeper: nested }],
    ids: IDS,
    instanceId: IDS[3],
  },
  responseElements: { echoed: sentence },
  additionalEventData: { remark: sentence },
  eventID: IDS[2],
  recipientAccountId: '123456789012',
};
const azureRecord = {
  time: '2024-08-12T10:30:00.0000000Z',
  resourceId:
    '/subscriptions/0a1b2c3d-0000-4000-8000-0123456789ab/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v',
  operationName: 'Microsoft.Compute/virtualMachines/write',
  category: 'Administrative',
  resultType: 'Success',
  callerIpAddress: PII.address,
  identity: { claims: { name: PII.email } },
  properties: { message: sentence, requestbody: nested },
};
const gcpRecord = {
  logName: 'projects/p/logs/cloudaudit.googleapis.com%2Factivity',
  insertId: 'abc123',
  timestamp: '2024-08-12T10:30:00.123456789Z',
  resource: { type: 'gce_instance', labels: { project_id: 'p' } },
  protoPayload: {
    '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
    authenticationInfo: { principalEmail: PII.email },
    requestMetadata: { callerIp: PII.address, callerSuppliedUserAgent: sentence },
    serviceName: 'compute.googleapis.com',
    methodName: 'v1.compute.instances.insert',
    resourceName: `projects/p/serviceAccounts/${PII.email}`,
    request: { description: sentence, metadata: nested },
    status: { code: 7, message: sentence },
  },
};

function ingest(config: string): void {
  const logs = [awsRecord, azureRecord, gcpRecord].map((record) => JSON.stringify(record)).join('\n');
  const file = write(folder(), 'logs.ndjson', logs);
  const platform = write(
    folder(),
    'platform.yaml',
    `version: 1\nlifecycle: trial\nvolume: startup\naws:\n  home_region: us-east-1\n  accounts:\n    - { name: Security, id: "222222222222", role: security }\n${config}`,
  );
  write(folder(), 'token.key', '0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n');
  const { status, stderr } = kumomori([
    'ingest',
    '--config',
    platform,
    '--token-key',
    join(folder(), 'token.key'),
    '--lake',
    lake(),
    file,
  ]);
  expect([status, stderr]).toEqual([0, '']);
}

const select = <Row>(sql: string): Row[] =>
  JSON.parse(kumomori(['query', '--json', '--lake', lake(), sql]).stdout);

const TOKENIZE =
  'privacy: { free_text: tokenize, identities: tokenize, addresses: tokenize, token_key: key }\n';

describe('personal data in the lake', () => {
  it('survives in no free text of any column, JSON inside JSON included, while structured identities stay', () => {
    ingest('');

    const rows = select<Record<string, string>>('SELECT * FROM security_events');
    const identities = new Set(rows.map((row) => row.source_ip));

    expect(rows.length).toBeGreaterThanOrEqual(3);
    expect([...identities]).toEqual([PII.address]);
    for (const row of rows) {
      const { api, unmapped, message, status_detail, http_request } = JSON.parse(row.event ?? '{}');
      const text = JSON.stringify({
        api,
        unmapped,
        message,
        status_detail,
        http_request,
        agent: row.http_user_agent,
      });
      expect(text).not.toContain(PII.phone);
      expect(text).not.toContain(PII.card);
      expect(text).not.toContain(PII.ssn);
      expect(text).not.toContain(PII.email);
      expect(text).not.toContain(PII.address);
    }
  });

  it('survives nowhere when everything is tokenised, and joins still hold across clouds', () => {
    ingest(TOKENIZE);

    const rows = select<Record<string, string>>('SELECT * FROM security_events');
    const who = select<{ cloud_provider: string; user_id: string; source_ip: string }>(
      "SELECT DISTINCT cloud_provider, user_id, source_ip FROM security_events WHERE event_category <> 'finding'",
    );

    for (const value of Object.values(PII)) {
      expect(JSON.stringify(rows)).not.toContain(value);
    }
    expect(new Set(who.map((row) => row.source_ip)).size).toBe(1);
    expect(who[0]?.source_ip).toMatch(/^tok_[0-9a-f]{8}_/);
    const [azure, gcp] = ['Azure', 'GCP'].map(
      (cloud) => who.find((row) => row.cloud_provider === cloud)?.user_id,
    );
    expect(azure).toMatch(/^tok_/);
    expect(azure).toBe(gcp);
  });

  it('leaves account ids, epochs, request and instance ids as they are', () => {
    for (const config of ['', TOKENIZE]) {
      rmSync(lake(), { recursive: true, force: true });
      ingest(config);
      const [row] = select<{ event: string; account_uid: string }>(
        "SELECT event, account_uid FROM security_events WHERE cloud_provider = 'AWS' AND event_category <> 'finding'",
      );

      expect(row?.account_uid).toBe('123456789012');
      for (const id of IDS) {
        expect(row?.event).toContain(id);
      }
    }
  });

  it('refuses to tokenise without a key', () => {
    const platform = write(
      folder(),
      'p.yaml',
      `version: 1\nlifecycle: trial\nvolume: startup\naws:\n  home_region: us-east-1\n  accounts:\n    - { name: Security, id: "222222222222", role: security }\n${TOKENIZE}`,
    );
    const log = write(folder(), 'l.json', JSON.stringify(awsRecord));

    const { status, stderr } = kumomori(['normalize', '--config', platform, log]);

    expect(status).toBe(2);
    expect(stderr).toContain('openssl rand -hex 32');
  });
});
