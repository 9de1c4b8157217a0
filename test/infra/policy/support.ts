import type { StackTemplate } from '../../../infra/policy/template';
import type { JsonObject } from '../../../lib/json';

export const ACCOUNT = '222222222222';

/** A template of the given resources: logical id → type and properties. */
export function template(resources: Record<string, JsonObject>): StackTemplate {
  return {
    stack: 'acme-aws-part',
    account: ACCOUNT,
    region: 'ap-northeast-1',
    body: { Description: 'test', Resources: resources },
  };
}

export const TAGS = [
  { Key: 'platform', Value: 'acme' },
  { Key: 'component', Value: 'raw' },
  { Key: 'lifecycle', Value: 'production' },
  { Key: 'managed-by', Value: 'kumomori' },
];
