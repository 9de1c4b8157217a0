import { isObject, type JsonObject, list, number, object, text } from '../../json';
import { pair } from '../../ocsf/build';
import type { AffectedPackage, Cve, Vulnerability } from '../../ocsf/event';
import { word } from '../shared/leftovers';
import { texts } from './compliance';

const COVERAGE = {
  YES: pair('vulnerability', 'fix_coverage_id', 1),
  PARTIAL: pair('vulnerability', 'fix_coverage_id', 2),
  NO: pair('vulnerability', 'fix_coverage_id', 3),
} as const;

/** Vulnerabilities that have an id; undefined when none has. Source: ASFF, Vulnerability. */
export function vulnerabilitiesOf(finding: JsonObject): Vulnerability[] | undefined {
  const found = list(finding.Vulnerabilities)
    .filter(isObject)
    .flatMap((one) => vulnerabilityOf(one, finding) ?? []);
  return found.length > 0 ? found : undefined;
}

function vulnerabilityOf(given: JsonObject, finding: JsonObject): Vulnerability | undefined {
  const id = text(given.Id);
  if (id === undefined) {
    return undefined;
  }
  const vendor = object(given.Vendor);
  const fix = text(given.FixAvailable);
  const packages = list(given.VulnerablePackages).flatMap((one) => packageOf(object(one)) ?? []);
  return {
    // OCSF wants one of them: a vendor's own id is an advisory's.
    ...(id.startsWith('CVE-') ? { cve: cveOf(id, given) } : { advisory: { uid: id } }),
    title: text(finding.Title),
    vendor_name: text(vendor?.Name),
    severity: text(vendor?.VendorSeverity),
    references: texts(list(given.ReferenceUrls)),
    related_vulnerabilities: texts(list(given.RelatedVulnerabilities)),
    affected_packages: packages.length > 0 ? packages : undefined,
    is_exploit_available: answer(given.ExploitAvailable),
    is_fix_available: answer(given.FixAvailable),
    ...(fix === 'YES' || fix === 'PARTIAL' || fix === 'NO' ? COVERAGE[fix] : {}),
  };
}

function cveOf(uid: string, given: JsonObject): Cve {
  const cvss = list(given.Cvss)
    .filter(isObject)
    .flatMap((score) => {
      const [base_score, version] = [number(score.BaseScore), text(score.Version)];
      return base_score === undefined || version === undefined
        ? []
        : [{ base_score, version, vector_string: text(score.BaseVector), vendor_name: text(score.Source) }];
    });
  const epss = word(given.EpssScore);
  return {
    uid,
    cvss: cvss.length > 0 ? cvss : undefined,
    epss: epss === undefined ? undefined : { score: epss },
  };
}

function packageOf(given: JsonObject | undefined): AffectedPackage | undefined {
  const [name, version] = [text(given?.Name), text(given?.Version)];
  return name === undefined || version === undefined
    ? undefined
    : {
        name,
        version,
        release: text(given?.Release),
        architecture: text(given?.Architecture),
        package_manager: text(given?.PackageManager),
        path: text(given?.FilePath),
        fixed_in_version: text(given?.FixedInVersion),
      };
}

function answer(value: unknown): boolean | undefined {
  return value === 'YES' || value === 'PARTIAL' ? true : value === 'NO' ? false : undefined;
}
