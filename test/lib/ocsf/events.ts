import { classify, pair, severity } from '../../../lib/ocsf/build';
import type { OcsfEvent } from '../../../lib/ocsf/event';

/** A valid event of the commonest class, small enough to be read. */
export function apiEvent(extra: Partial<OcsfEvent> = {}): OcsfEvent {
  return {
    ...classify(6003, 1),
    ...severity(1),
    time: 1723458600000,
    metadata: { version: '1.5.0', product: { vendor_name: 'Example', name: 'Audit' }, profiles: ['cloud'] },
    actor: { user: { uid: 'u-1', name: 'user@company.com', ...pair('user', 'type_id', 1) } },
    api: { operation: 'CreateUser', service: { name: 'iam' } },
    src_endpoint: { ip: '203.0.113.7', port: 443 },
    cloud: { provider: 'AWS', account: { uid: '123456789012' } },
    ...extra,
  };
}
