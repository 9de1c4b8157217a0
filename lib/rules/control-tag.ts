/** A control of a benchmark, as a rule's tag names it: `cis.aws-5.0.4.13`. */
export interface ControlTag {
  /** Benchmark and its version: `aws-5.0`. */
  readonly benchmark: string;
  /** Number of the control: `4.13`. */
  readonly control: string;
}

const CIS = /^cis\.((?:aws|azure|gcp)-\d{1,3}\.\d{1,3})\.(\d{1,3}(?:\.\d{1,3}){1,4})$/;

/** The CIS control that a tag names; undefined for any other tag. Tags follow Sigma's `namespace.name`. */
export function parseControlTag(tag: string): ControlTag | undefined {
  const [, benchmark, control] = CIS.exec(tag) ?? [];
  return benchmark !== undefined && control !== undefined ? { benchmark, control } : undefined;
}
