import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';

/** `Management/*`: what only the account that owns the organization can set up. Empty without an organization. */
export class Management extends Construct {
  constructor(scope: Construct, _props: PlatformProps) {
    super(scope, 'Management');
  }
}
