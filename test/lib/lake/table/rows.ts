import type { EventRow } from '../../../../lib/lake/table/row';
import type { OcsfEvent } from '../../../../lib/ocsf/event';

/** An API call, with what a test wants different. */
export function anEvent(changes: Partial<OcsfEvent> = {}): OcsfEvent {
  return {
    activity_id: 2,
    activity_name: 'Read',
    category_uid: 6,
    class_uid: 6003,
    class_name: 'API Activity',
    type_uid: 600_302,
    severity_id: 1,
    status_id: 1,
    status: 'Success',
    time: 1_723_458_600_123,
    metadata: { version: '1.5.0', uid: 'e-1', product: { name: 'CloudTrail', vendor_name: 'AWS' } },
    cloud: { provider: 'AWS', region: 'ap-northeast-1', account: { uid: '111122223333' } },
    actor: { user: { uid: 'AIDAEXAMPLE', name: 'alice', type_id: 1, type: 'User' } },
    api: { operation: 'GetObject', service: { name: 's3.amazonaws.com' } },
    src_endpoint: { ip: '198.51.100.7', location: { country: 'JP' }, autonomous_system: { number: 64_500 } },
    resources: [{ uid: 'arn:aws:s3:::reports' }],
    ...changes,
  };
}

/** A row of such an event at 2024-08-12T10:30:00.123456Z. */
export function aRow(changes: Partial<EventRow> = {}): EventRow {
  return {
    event: anEvent(),
    timeMicros: 1_723_458_600_123_456,
    source: 'aws-cloudtrail',
    rawObject: 'raw/one.json.gz',
    record: 3,
    ...changes,
  };
}
