/** How the platform marks what its functions make: it never takes away anything else. */
export function ownTags(name: string): { Key: string; Value: string }[] {
  return [
    { Key: 'managed-by', Value: 'kumomori' },
    { Key: 'platform', Value: name },
  ];
}
