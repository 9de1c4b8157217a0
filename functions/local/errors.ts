/** Wrong usage or configuration: one line (or one a problem) on standard error, exit status 2. */
export class UsageError extends Error {}

export const EXIT = { clean: 0, failed: 1, usage: 2, quarantined: 3 } as const;
