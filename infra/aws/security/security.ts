import { Construct } from 'constructs';
import type { PlatformProps } from '../platform-stack';

/** `Security/*`: what runs in the security account: enrolment, the central bus, integrity. */
export class Security extends Construct {
  constructor(scope: Construct, _props: PlatformProps) {
    super(scope, 'Security');
  }
}
