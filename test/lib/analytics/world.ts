import type { OcsfEvent } from '../../../lib/ocsf/event';
import { anEvent } from '../lake/table/rows';

/** The day that something happens on; a fortnight before it is like any other. */
export const TODAY = '2024-08-12';
export const FIRST_DAY = '2024-07-29';

const DAY = 86_400_000;
const HOURS = [9, 10, 15];

let serial = 0;

const call = (user: string, time: number, changes: Partial<OcsfEvent> = {}) =>
  anEvent({
    time,
    metadata: { version: '1.5.0', uid: `e-${++serial}`, product: { name: 'CloudTrail', vendor_name: 'AWS' } },
    actor: { user: { name: user, type_id: 1, type: 'User' } },
    ...changes,
  });

export const reads = (user: string, time: number, count: number, bytes = 1_000_000) =>
  Array.from({ length: count }, (_, index) =>
    call(user, time + index * 100, { unmapped: { additionalEventData: { bytesTransferredOut: bytes } } }),
  );

export const administers = (user: string, time: number, operation: string, service = 'iam.amazonaws.com') =>
  call(user, time, { activity_id: 3, api: { operation, service: { name: service } } });

const from = (user: string, time: number, country: string) =>
  call(user, time, { src_endpoint: { ip: '203.0.113.9', location: { country } } });

/** Calls of a user, one a second, to so many services in turn. */
const looksAround = (user: string, time: number, count: number, services: number) =>
  Array.from({ length: count }, (_, index) =>
    call(user, time + index * 1000, {
      api: { operation: 'DescribeThings', service: { name: `service-${index % services}.amazonaws.com` } },
    }),
  );

export const flow = (time: number, src: string, dst: string, bytes: number) =>
  anEvent({
    time,
    class_uid: 4001,
    activity_id: 6,
    type_uid: 400_106,
    metadata: {
      version: '1.5.0',
      uid: `f-${++serial}`,
      product: { name: 'VPC Flow Logs', vendor_name: 'AWS' },
    },
    actor: undefined,
    api: undefined,
    resources: undefined,
    src_endpoint: { ip: src },
    dst_endpoint: { ip: dst, port: 443 },
    traffic: { bytes },
  });

/** What happens on any day, a little different from day to day. */
function usual(start: number, day: number): readonly OcsfEvent[] {
  return HOURS.flatMap((hour) => {
    const time = start + hour * 3_600_000;
    return [
      ...reads('alice', time, 3 + (day % 3)),
      administers('alice', time + 60_000, 'UpdateRole'),
      administers('alice', time + 61_000, 'CreateRole'),
      ...reads('carol', time, 4 + (day % 2)),
      from('bob', time, 'JP'),
      ...looksAround('erin', time, 5, 2 + (day % 2)),
      flow(time, '10.0.0.5', '198.51.100.80', 50_000_000 + (day % 5) * 1_000_000),
      flow(time + 1000, '10.0.0.5', '10.0.0.9', 90_000_000_000),
      flow(time, '10.0.0.6', '198.51.100.80', 4_000_000_000 + (day % 5) * 100_000_000),
    ];
  });
}

/** A fortnight of usual days and today, which begins like them. */
export function usualDays(): { readonly calls: readonly OcsfEvent[]; readonly flows: readonly OcsfEvent[] } {
  const days = Array.from({ length: 15 }, (_, day) => usual(Date.parse(FIRST_DAY) + day * DAY, day)).flat();
  return split(days);
}

/** What is odd today, from ten o’clock on; somebody new and something new do the same, and are only learnt. */
export function oddities(): { readonly calls: readonly OcsfEvent[]; readonly flows: readonly OcsfEvent[] } {
  const ten = Date.parse(`${TODAY}T10:20:00Z`);
  return split([
    administers('alice', ten, 'DeleteTrail', 'cloudtrail.amazonaws.com'),
    administers('newcomer', ten, 'DeleteTrail', 'cloudtrail.amazonaws.com'),
    from('bob', ten, 'KP'),
    from('newcomer', ten, 'KP'),
    ...looksAround('erin', ten, 1200, 15),
    ...reads('carol', ten, 600, 5_000_000),
    ...reads('newcomer', ten, 600, 5_000_000),
    flow(ten, '10.0.0.5', '203.0.113.50', 1_500_000_000),
    flow(ten + 60_000, '10.0.0.5', '203.0.113.51', 1_500_000_000),
    flow(ten, '10.0.0.77', '203.0.113.50', 9_000_000_000),
    flow(ten, '10.0.0.5', '10.0.0.9', 900_000_000_000),
  ]);
}

function split(events: readonly OcsfEvent[]) {
  return {
    calls: events.filter(({ class_uid }) => class_uid !== 4001),
    flows: events.filter(({ class_uid }) => class_uid === 4001),
  };
}

/** What was odd of whom, as `<baseline> <entity> <value>`. */
export const FOUND_IN_HOURS = [
  'host-transfer 10.0.0.5',
  'mass-download carol',
  'mass-reads carol',
  'rare-administration alice DeleteTrail',
];
export const FOUND_IN_DAYS = ['new-country bob KP', 'user-services erin', 'user-volume erin'];
/** How many different services there were is known of whole days alone. */
export const NOT_AT_ONCE = ['user-services erin'];

export function foundIn(findings: readonly OcsfEvent[]): string[] {
  return findings
    .map(({ finding_info, evidences, unmapped }) => {
      const evidence = evidences?.[0];
      const who = evidence?.actor?.user?.name ?? evidence?.src_endpoint?.ip;
      const { value } = (unmapped as { baseline: { value?: string } }).baseline;
      return [finding_info?.analytic?.uid, who, value].filter(Boolean).join(' ');
    })
    .sort();
}
