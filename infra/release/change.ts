/** What becomes of a resource when a release takes the place of another. */
export type Fate = 'kept' | 'updated' | 'added' | 'replaced' | 'removed' | 'renamed' | 'moved';

export interface Change {
  readonly stack: string;
  /** Logical id, or Terraform's address. */
  readonly id: string;
  readonly type: string;
  /** Physical name; empty where the service chooses it. */
  readonly name: string;
  readonly fate: Fate;
  /** Whether it keeps data, or the key to data. */
  readonly store: boolean;
  /** Why, and what to know of it. */
  readonly why: readonly string[];
  /** What it keeps less well than before, though it stays. */
  readonly weakened: readonly string[];
}

const LOST: readonly Fate[] = ['replaced', 'removed', 'renamed', 'moved'];

/** Whether the change would cost data, or what keeps it. */
export function isLoss({ store, fate, weakened }: Change): boolean {
  return store && (LOST.includes(fate) || weakened.length > 0);
}

/** One line: `acme-aws-raw RawBucket (AWS::S3::Bucket acme-raw) replaced: BucketName`. */
export function describeChange({ stack, id, type, name, fate, why, weakened }: Change): string {
  const what = name === '' ? type : `${type} ${name}`;
  const reasons = [...why, ...weakened];
  const verb = weakened.length > 0 && !LOST.includes(fate) ? 'weakened' : fate;
  return `${stack} ${id} (${what}) ${verb}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`;
}
