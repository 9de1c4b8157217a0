/** Functions that look at events with rules, by their handlers: each follows what is published. */
export const BUNDLE_READERS = ['normalize', 'detect', 'run-batch'] as const;
