/** What a file of reference data is read as. */
export type ReferenceRole = 'users' | 'accounts' | 'suppressions' | 'geo';

const ROLES: readonly (readonly [RegExp, ReferenceRole])[] = [
  [/^users\.(?:csv|ya?ml)$/, 'users'],
  [/^accounts\.(?:csv|ya?ml)$/, 'accounts'],
  [/^suppressions\.ya?ml$/, 'suppressions'],
  // Of several the first by name that knows an address wins.
  [/^[^/]+\.mmdb$/, 'geo'],
];

export const REFERENCE_NAMES = 'users.csv, accounts.csv (or .yaml), suppressions.yaml, NAME.mmdb';

/** The role of a file by its path below a bundle's `reference/`; undefined for one that nothing reads. */
export function referenceRole(path: string): ReferenceRole | undefined {
  return ROLES.find(([form]) => form.test(path))?.[1];
}
