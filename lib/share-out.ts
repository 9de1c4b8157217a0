/**
 * Parts of a whole number by weights: whole numbers that add up to it exactly, each less than one beside its due. The
 * same weights in the same order give the same parts. Where nothing weighs anything, all get alike; where there is
 * nobody, there are no parts.
 *
 * @param total a whole number, at least 0
 * @param weights at least 0 each
 */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const due = whole === 0 ? weights.map(() => 1) : weights;
  const all = whole === 0 ? weights.length : whole;
  let passed = 0;
  let given = 0;
  return due.map((weight) => {
    passed += weight;
    const upTo = passed === all ? total : Math.min(total, Math.floor((total * passed) / all));
    const part = upTo - given;
    given = upTo;
    return part;
  });
}
