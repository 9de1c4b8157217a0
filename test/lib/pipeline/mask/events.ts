import { classify, pair, severity, status } from '../../../../lib/ocsf/build';
import type { OcsfEvent } from '../../../../lib/ocsf/event';

/** A valid API Activity event of our own, fresh each time; `more` replaces or adds attributes. */
export function apiEvent(more: Partial<OcsfEvent> = {}): OcsfEvent {
  return {
    ...classify(6003, 1),
    ...severity(1),
    ...status(1),
    time: 1723458600000,
    metadata: {
      version: '1.5.0',
      uid: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
      product: { vendor_name: 'AWS', name: 'CloudTrail' },
      profiles: ['cloud'],
      original_time: '2024-08-12T10:30:00Z',
    },
    cloud: { provider: 'AWS', region: 'ap-northeast-1', account: { uid: '123456789012' } },
    actor: {
      user: {
        ...pair('user', 'type_id', 1),
        name: 'Alice@Company.com',
        uid: 'arn:aws:iam::123456789012:user/Alice@Company.com',
      },
      session: { uid: 'arn:aws:sts::123456789012:assumed-role/Admin/alice@company.com' },
    },
    api: { operation: 'CreateUser', request: { uid: '1f2e3d4c-5b6a-4978-8a7b-6c5d4e3f2a1b' } },
    src_endpoint: { ip: '203.0.113.50' },
    http_request: { user_agent: 'Mozilla/5.0 Chrome/120.0.0.0 (alice@company.com)' },
    ...more,
  };
}

export const KEY = { keyId: 'k1', key: new Uint8Array(32).fill(7) };
