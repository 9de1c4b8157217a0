import { policyName } from '../names';
import { deploymentBoundary } from './deployment-boundary';
import type { PolicyDocument } from './document';
import { type GuardrailContext, platformAccounts } from './exempt';
import { memberBoundary } from './member-boundary';
import { resourceControlPolicy } from './resource-control-policy';
import { serviceControlPolicy } from './service-control-policy';

/** A policy of the organization. */
export interface Guardrail {
  readonly id: 'scp' | 'rcp';
  readonly type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';
  readonly name: string;
  readonly description: string;
  /** Roots, organizational units and accounts it is attached to. */
  readonly targets: readonly string[];
  readonly document: PolicyDocument;
}

/** A managed policy that bounds what roles can do. */
export interface Boundary {
  readonly id: 'deployment-boundary' | 'member-boundary';
  readonly name: string;
  readonly description: string;
  readonly document: PolicyDocument;
}

/** The policies of the organization; none without one. Stacks and `kumomori guardrails` make them by this. */
export function guardrails(context: GuardrailContext): readonly Guardrail[] {
  const { platform, aws } = context;
  if (aws.organizationId === undefined) {
    return [];
  }
  return [
    {
      id: 'scp',
      type: 'SERVICE_CONTROL_POLICY',
      name: policyName(platform, 'guardrail'),
      description: 'Keeps the logs that kumomori collects on, and its roles, buckets and keys as they are',
      targets: enrolled(context),
      document: serviceControlPolicy(context),
    },
    {
      id: 'rcp',
      type: 'RESOURCE_CONTROL_POLICY',
      name: policyName(platform, 'perimeter'),
      description: 'Keeps the buckets and keys of kumomori to the organization',
      targets: platformAccounts(aws),
      document: resourceControlPolicy(context, aws.organizationId),
    },
  ];
}

/** The boundaries of the platform's roles, with or without an organization. */
export function boundaries(context: GuardrailContext): readonly Boundary[] {
  return [
    {
      id: 'deployment-boundary',
      name: policyName(context.platform, 'deployment-boundary'),
      description: 'The most that the deployment of kumomori can do',
      document: deploymentBoundary(context),
    },
    {
      id: 'member-boundary',
      name: policyName(context.platform, 'member-boundary'),
      description: 'The most that roles of kumomori in member accounts can do',
      document: memberBoundary(context),
    },
  ];
}

/** The units and the platform's own accounts, which may be in none of them; a root has them all. */
function enrolled({ aws }: GuardrailContext): readonly string[] {
  const roots = aws.organizationalUnits.filter((unit) => unit.startsWith('r-'));
  return roots.length > 0 ? roots : [...aws.organizationalUnits, ...platformAccounts(aws)];
}
