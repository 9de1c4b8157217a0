import { LocalBackend, type TerraformStack } from 'cdktf';

/**
 * Keeps a stack's state in the checkout's root, three levels above where the stack is written: synthesizing anew
 * does not touch it. Named relative, for the default names this machine's path.
 */
export function keepStateLocally(stack: TerraformStack): void {
  new LocalBackend(stack, { path: `../../../terraform.${stack.node.id}.tfstate` });
}
