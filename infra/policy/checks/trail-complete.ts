import { resourcesOf } from '../template';
import { type TemplateCheck, violation } from './check';

/** What a trail needs, and what is lost without it. */
const NEEDED = {
  IsLogging: 'records nothing',
  IsMultiRegionTrail: 'misses every other region',
  IncludeGlobalServiceEvents: 'misses IAM, STS and other global services',
  EnableLogFileValidation: 'writes no digests, so that changed logs go unnoticed',
} as const;

export const trailComplete: TemplateCheck = {
  id: 'trail-complete',
  title: 'Trails record everything, signed and encrypted',
  controls: ['AU-2', 'AU-9', 'AU-12'],
  check: (stack) =>
    resourcesOf(stack, 'AWS::CloudTrail::Trail').flatMap((trail) => [
      ...Object.entries(NEEDED)
        .filter(([name]) => trail.properties[name] !== true)
        .map(([name, loss]) => violation(trail, `${loss}: set ${name} to true`, name)),
      ...(trail.properties.KMSKeyId === undefined
        ? [violation(trail, "is not encrypted with the raw store's key: set KMSKeyId", 'KMSKeyId')]
        : []),
      ...(trail.properties.TrailName === undefined
        ? [violation(trail, 'has no TrailName, which the bucket policy must know: set it', 'TrailName')]
        : []),
    ]),
};
