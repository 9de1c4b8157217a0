import { schemaTables } from '../ocsf/schema';
import type { MaskPolicy, PolicyFor } from '../pipeline/mask/policy';
import { present } from './present';
import type { PrivacyOverride, ResolvedPrivacy } from './resolved';
import type { PlatformConfig } from './schema/platform';

/** The privacy section with OCSF classes by uid. */
export function resolvePrivacy(privacy: PlatformConfig['privacy']): ResolvedPrivacy {
  const { free_text, identities, addresses, token_key: tokenKey } = privacy;
  return {
    free_text,
    identities,
    addresses,
    ...present({ tokenKey }),
    previousTokenKeys: privacy.previous_token_keys,
    overrides: privacy.overrides.map(({ class: ocsfClass, ...rest }) =>
      present({ ...rest, classUid: classUid(ocsfClass) }),
    ),
  };
}

/**
 * How the events of a source and class are treated: the section's own policy, and over it every override that fits,
 * in the file's order. Worked out once for each source and class, then only looked up.
 */
export function policyFor(privacy: ResolvedPrivacy): PolicyFor {
  const known = new Map<string, Map<number, MaskPolicy>>();
  return (source, uid) => {
    const classes = known.get(source) ?? new Map<number, MaskPolicy>();
    known.set(source, classes);
    const policy = classes.get(uid) ?? decide(privacy, source, uid);
    classes.set(uid, policy);
    return policy;
  };
}

function decide(privacy: ResolvedPrivacy, source: string, uid: number): MaskPolicy {
  const fits = (override: PrivacyOverride) =>
    (override.source ?? source) === source && (override.classUid ?? uid) === uid;
  const { free_text, identities, addresses } = privacy;
  return privacy.overrides.filter(fits).reduce<MaskPolicy>(
    (policy, override) => ({
      free_text: override.free_text ?? policy.free_text,
      identities: override.identities ?? policy.identities,
      addresses: override.addresses ?? policy.addresses,
    }),
    { free_text, identities, addresses },
  );
}

function classUid(ocsfClass: string | number | undefined): number | undefined {
  return typeof ocsfClass === 'string' ? schemaTables().classes[ocsfClass]?.uid : ocsfClass;
}
