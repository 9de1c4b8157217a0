import { type Finding, show } from '../problem';
import type { Check } from './check';

interface Placement {
  readonly cloud: 'aws' | 'azure' | 'gcp';
  readonly homeKey: string;
  readonly home: string;
  readonly listKey: string;
  readonly list: readonly string[] | undefined;
}

/** The home region is one of the regions; every region is one logs may be in; none is listed twice. */
export const checkRegions: Check = ({ aws, azure, gcp, residency }) => {
  const placements: Placement[] = [];
  if (aws) {
    placements.push({
      cloud: 'aws',
      homeKey: 'home_region',
      home: aws.home_region,
      listKey: 'regions',
      list: aws.regions,
    });
  }
  if (azure) {
    placements.push({
      cloud: 'azure',
      homeKey: 'home_location',
      home: azure.home_location,
      listKey: 'locations',
      list: azure.locations,
    });
  }
  if (gcp) {
    placements.push({
      cloud: 'gcp',
      homeKey: 'home_location',
      home: gcp.home_location,
      listKey: 'locations',
      list: gcp.locations,
    });
  }
  return placements.flatMap((placement) => checkPlacement(placement, residency?.allowed[placement.cloud]));
};

function checkPlacement(
  { cloud, homeKey, home, listKey, list }: Placement,
  allowed: readonly string[] | undefined,
): Finding[] {
  const findings: Finding[] = [];
  if (list && !list.includes(home)) {
    findings.push({
      path: [cloud, homeKey],
      message: `must be one of ${cloud}.${listKey} (${list.join(', ')}), got ${show(home)}`,
    });
  }
  const placed = [
    { path: [cloud, homeKey], region: home },
    ...(list ?? []).map((region, index) => ({ path: [cloud, listKey, index], region })),
  ];
  for (const { path, region } of placed) {
    if (allowed && !allowed.includes(region)) {
      findings.push({
        path,
        message: `is outside residency.allowed.${cloud} (${allowed.join(', ')}), got ${show(region)}: allow it there, or take it out here`,
      });
    }
  }
  return [...findings, ...duplicates([cloud, listKey], list ?? [])];
}

function duplicates(path: readonly PropertyKey[], list: readonly string[]): Finding[] {
  return list.flatMap((region, index) =>
    list.indexOf(region) === index
      ? []
      : [{ path: [...path, index], message: `repeats ${show(region)}: take one out` }],
  );
}
