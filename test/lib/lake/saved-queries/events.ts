import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { anEvent } from '../table/rows';

/** An event at a second of the morning of 2024-08-12, from ten o’clock UTC. */
function at(second: number, changes: Partial<OcsfEvent>): OcsfEvent {
  return anEvent({ time: 1_723_456_800_000 + second * 1000, ...changes });
}

const flow = (second: number, src: string, dst: string, bytes: number, changes: Partial<OcsfEvent> = {}) =>
  at(second, {
    class_uid: 4001,
    src_endpoint: { ip: src },
    dst_endpoint: { ip: dst, port: 443 },
    traffic: { bytes },
    ...changes,
  });

const blocked = (port: number) =>
  flow(port, '203.0.113.9', '10.0.0.5', 40, {
    dst_endpoint: { ip: '10.0.0.5', port },
    disposition: 'Blocked',
  });

const asked = (second: number, hostname: string, changes: Partial<OcsfEvent> = {}) =>
  at(second, { class_uid: 4003, src_endpoint: { ip: '10.0.0.7' }, query: { hostname }, ...changes });

const request = (second: number, url: string, agent: string, code: number) =>
  at(second, {
    class_uid: 4002,
    http_request: { http_method: 'POST', url: { url_string: url }, user_agent: agent },
    http_response: { code },
  });

const statement = (second: number, text: string) =>
  at(second, {
    class_uid: 6005,
    query_info: { query_string: text },
    database: { name: 'shop', type_id: 1 },
  });

const signIn = (second: number, status: number, changes: Partial<OcsfEvent> = {}) =>
  at(second, { class_uid: 3002, status_id: status, user: { name: 'bob' }, ...changes });

/** What Lambda reports of an execution. */
const report = (second: number, metrics: Record<string, number>, status?: 'timeout') =>
  at(second, {
    class_uid: status === undefined ? 6002 : 6008,
    status_code: status,
    metadata: {
      version: '1.5.0',
      uid: `report-${second}`,
      product: { name: 'Lambda', vendor_name: 'AWS' },
      event_code: 'platform.report',
    },
    ...(status === undefined
      ? { app: { name: 'pay' }, unmapped: { metrics } }
      : { unmapped: { metrics, functionName: 'pay' } }),
  });

/** What Lambda says during an execution. */
const inExecution = (second: number, request: string, changes: Partial<OcsfEvent>, trace?: string) =>
  at(second, {
    class_uid: 6008,
    metadata: { version: '1.5.0', product: { name: 'Lambda', vendor_name: 'AWS' }, correlation_uid: trace },
    api: { operation: 'Invoke', request: { uid: request } },
    ...changes,
  });

const times = (count: number, make: (index: number) => OcsfEvent) =>
  Array.from({ length: count }, (_, index) => make(index));

/** What each saved query is asked of: by its id, events, and a part of its first row. */
export const MORNING: Readonly<
  Record<string, { readonly events: readonly OcsfEvent[]; readonly first: readonly string[] }>
> = {
  'one-hour': { events: [], first: ['api_activity', '198.51.100.7', 'alice'] },
  findings: {
    events: [
      at(5, { class_uid: 2004, severity: 'High', finding_info: { uid: 'f-1', title: 'Trail stopped' } }),
    ],
    first: ['Trail stopped'],
  },
  volume: { events: [], first: ['made-up', '111122223333'] },
  clocks: { events: [], first: [] },
  'failed-sign-ins': {
    events: [
      ...times(3, (i) => signIn(10 + i, 2)),
      signIn(14, 2, { is_mfa: true }),
      signIn(15, 1),
      signIn(16, 1, { user: { name: 'carol' } }),
    ],
    first: ['bob', '198.51.100.7', 'JP', '4', '1', '1'],
  },
  'rights-changed': {
    events: [
      at(20, {
        class_uid: 3005,
        api: { operation: 'AttachUserPolicy', service: { name: 'iam.amazonaws.com' } },
      }),
    ],
    first: ['AttachUserPolicy'],
  },
  'mass-downloads': {
    events: times(150, (i) =>
      at(30 + (i % 60), { actor: { user: { name: 'dora' } }, resources: [{ uid: `file-${i % 75}` }] }),
    ),
    first: ['dora', '150', '75', '1'],
  },
  'ways-of-working': { events: [], first: ['dora', '150'] },
  'across-clouds': {
    events: [
      at(100, { src_endpoint: { ip: '203.0.113.77' } }),
      at(101, { src_endpoint: { ip: '203.0.113.77' }, cloud: { provider: 'GCP', account: { uid: 'acme' } } }),
    ],
    first: ['203.0.113.77', '2', '2', '1', '2'],
  },
  'large-transfers': {
    events: [
      flow(200, '10.0.1.100', '203.0.113.50', 52_428_800),
      flow(201, '10.0.1.100', '10.0.0.2', 524_288),
      flow(202, '10.0.1.100', '10.0.0.3', 524_288),
    ],
    first: ['10.0.1.100', '203.0.113.50', '52428800', '1', '2.9'],
  },
  'refused-flows': { events: times(12, (i) => blocked(20 + i)), first: ['203.0.113.9', '1', '12', '12'] },
  'random-names': {
    events: [
      asked(300, 'kjh3k2j4h2k5j6h.com', { rcode: 'NXDomain' }),
      asked(301, 'documentation2024.example'),
      asked(302, 'mail.example.com'),
    ],
    first: ['10.0.0.7', '2', '2', '1'],
  },
  'long-names': {
    events: [asked(303, `${'a'.repeat(60)}.${'b'.repeat(60)}.tunnel.example`)],
    first: ['136'],
  },
  'moving-names': {
    events: times(20, (i) => asked(360 + i, 'flux.example', { answers: [{ rdata: `203.0.113.${i}` }] })),
    first: ['flux.example', '20'],
  },
  'sql-injection': {
    events: [
      request(400, "/api/v1/users?id=1' UNION SELECT password FROM users--", 'sqlmap/1.6.12', 200),
      request(399, '/api/v1/users?id=1', 'sqlmap/1.6.12', 404),
      request(401, '/credit-unions/selection', 'Mozilla/5.0', 200),
    ],
    first: ['POST', 'sqlmap/1.6.12', '200'],
  },
  'database-privileged': {
    events: [
      statement(500, 'DROP TABLE customers'),
      statement(501, ' grant all on shop to x'),
      statement(502, 'SELECT * FROM drops'),
    ],
    first: ['off hours', 'shop', 'DROP TABLE customers'],
  },
  'database-mass-reads': { events: [], first: ['alice', 'shop', '3', '1'] },
  'failures-together': {
    events: [
      at(600, { class_uid: 6002, message: 'pod payment-api: OutOfMemory' }),
      at(601, { class_uid: 6008, status_id: 2, message: 'Payment processing failed' }),
      at(700, { class_uid: 6008, status_id: 2, message: 'Something else failed' }),
    ],
    first: ['Payment processing failed', 'pod payment-api: OutOfMemory'],
  },
  'function-health': {
    events: [
      report(800, { durationMs: 120.5, maxMemoryUsedMB: 64, memorySizeMB: 128, initDurationMs: 310 }),
      report(860, { durationMs: 3000, maxMemoryUsedMB: 96, memorySizeMB: 128 }, 'timeout'),
    ],
    // Executions, failures, timeouts, cold starts, longest, memory used and by how much it grew.
    first: ['pay', '2', '1', '3000', '0.75', '32'],
  },
  'function-failures': {
    events: [
      inExecution(
        900,
        'r-1',
        { class_uid: 6002, app: { name: 'refund' } },
        '1-66b9e3a8-0123456789abcdef01234567',
      ),
      inExecution(903, 'r-1', { status_code: 'timeout', message: 'Task timed out after 3.00 seconds' }),
      inExecution(904, 'r-2', { class_uid: 6002, app: { name: 'refund' } }, '1-66b9e3a8-other'),
    ],
    first: [
      'refund',
      'r-1',
      'timeout',
      'Task timed out after 3.00 seconds',
      '1-66b9e3a8-0123456789abcdef01234567',
    ],
  },
};

/** All of them in one lake, an hour before and one after them that no query asks for. */
export const MORNING_EVENTS: readonly OcsfEvent[] = [
  ...Object.values(MORNING).flatMap(({ events }) => events),
  at(0, {}),
  at(-1, { actor: { user: { name: 'before' } } }),
  at(3600, { actor: { user: { name: 'after' } } }),
].map((event, index) => ({ ...event, metadata: { ...event.metadata, uid: `e-${index}` } }));

export const MORNING_TIMES = { since: '2024-08-12 10:00:00', until: '2024-08-12 11:00:00' };
