import { Stack, Token } from 'aws-cdk-lib';
import type { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { isObject } from '../../lib/json';
import type { Cloud } from './names';

/** Something that is going to hold data, and where. */
interface Placed {
  readonly what: string;
  readonly where: string;
}

/** Fails the synthesis of `app` when a stack in it is outside the allowed regions. */
export function requireAwsResidency(app: Construct, allowed: readonly string[]): void {
  app.node.addValidation({
    validate: () => {
      const stacks = app.node.findAll().filter((construct) => Stack.isStack(construct));
      return outside(
        'aws',
        allowed,
        stacks.map((stack) => ({ what: stack.stackName, where: regionOf(stack) })),
      );
    },
  });
}

function regionOf(stack: Stack): string {
  return Token.isUnresolved(stack.region) ? 'whatever region it is deployed from' : stack.region;
}

/** Fails the synthesis of `stack` when a resource in it is outside the allowed locations, or copied to another. */
export function requireTerraformResidency(
  stack: TerraformStack,
  cloud: Cloud,
  allowed: readonly string[],
): void {
  stack.node.addValidation({
    validate: () => {
      const resources = resourcesOf(stack);
      return [
        ...outside(
          cloud,
          allowed,
          resources.flatMap(({ what, body }) => placements(what, body)),
        ),
        ...resources.flatMap(({ what, body }) => copies(what, body.account_replication_type)),
      ];
    },
  });
}

function outside(cloud: Cloud, allowed: readonly string[], placed: readonly Placed[]): string[] {
  return placed
    .filter(({ where }) => !allowed.includes(where))
    .map(
      ({ what, where }) =>
        `${what} is placed in ${where}, outside residency.allowed.${cloud} (${allowed.join(', ')}): move it, or allow the region`,
    );
}

/** Azure's GRS, RA-GRS and GZRS copy to a paired region that no template names. */
function copies(what: string, replication: unknown): string[] {
  return typeof replication === 'string' && replication.includes('G')
    ? [`${what} is copied to the paired region by ${replication}: use LRS or ZRS`]
    : [];
}

function placements(what: string, body: Record<string, unknown>): Placed[] {
  return [body.location, body.region].flatMap((where) =>
    typeof where === 'string' && !where.startsWith('${') ? [{ what, where }] : [],
  );
}

function resourcesOf(stack: TerraformStack): { what: string; body: Record<string, unknown> }[] {
  const synthesized: unknown = stack.toTerraform();
  const types =
    isObject(synthesized) && isObject(synthesized.resource) ? Object.entries(synthesized.resource) : [];
  return types.flatMap(([type, resources]) =>
    isObject(resources)
      ? Object.entries(resources).flatMap(([id, body]) =>
          isObject(body) ? [{ what: `${type}.${id}`, body }] : [],
        )
      : [],
  );
}
