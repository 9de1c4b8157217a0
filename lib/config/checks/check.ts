import type { Finding } from '../problem';
import type { PlatformConfig } from '../schema/platform';

/**
 * Looks across sections. One that is wrong in itself is absent and named in `broken`, so that one mistake is
 * told once and nothing is concluded from its absence.
 */
export type Check = (config: Partial<PlatformConfig>, broken: ReadonlySet<string>) => readonly Finding[];
