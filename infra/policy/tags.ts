import type { ResolvedPlatform } from '../../lib/config/resolved';

/** Tags (AWS, Azure) and labels (Google Cloud) of everything deployed; the strictest of the three spells them. */
export function tagsFor(platform: ResolvedPlatform, component: string): Record<string, string> {
  return { platform: platform.name, component, lifecycle: platform.lifecycle, 'managed-by': 'kumomori' };
}
