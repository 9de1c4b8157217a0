import type { PolicyDocument, PolicyStatement } from '../../infra/policy/guardrails/document';
import type { GuardrailContext } from '../../infra/policy/guardrails/exempt';
import { boundaries, guardrails } from '../../infra/policy/guardrails/guardrails';
import type { ResolvedPlatform } from '../../lib/config/resolved';
import { AWS_ORGANIZATION } from '../lib/config/support';
import { platformOf } from './support';

/** An organization with lines added to its `aws` block. */
export function guarded(lines = '', lifecycle: 'trial' | 'production' = 'production') {
  return platformOf(lifecycle, '', `${AWS_ORGANIZATION}${lines}`);
}

export function contextOf(platform: ResolvedPlatform, partition = 'aws'): GuardrailContext {
  if (platform.aws === undefined) {
    throw new Error('the platform has no AWS');
  }
  return { platform, aws: platform.aws, partition };
}

export function documentOf(
  id: string,
  lines = '',
  lifecycle: 'trial' | 'production' = 'production',
): PolicyDocument {
  const context = contextOf(guarded(lines, lifecycle));
  const found = [...guardrails(context), ...boundaries(context)].find((one) => one.id === id);
  if (found === undefined) {
    throw new Error(`there is no ${id}`);
  }
  return found.document;
}

export function statement(document: PolicyDocument, sid: string): PolicyStatement {
  const found = document.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) {
    throw new Error(`there is no statement ${sid}`);
  }
  return found;
}

export const actionsOf = (document: PolicyDocument) => document.Statement.flatMap(({ Action }) => Action);
