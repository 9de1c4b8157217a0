import { PLATFORM_TAG } from '../../lib/config/resolve-cost';
import type { ResolvedPlatform } from '../../lib/config/resolved';

/** Tags (AWS, Azure) and labels (Google Cloud) of everything deployed; the strictest of the three spells them. */
export function tagsFor(platform: ResolvedPlatform, component: string): Record<string, string> {
  return {
    [PLATFORM_TAG]: platform.name,
    component,
    lifecycle: platform.lifecycle,
    'managed-by': 'kumomori',
  };
}
