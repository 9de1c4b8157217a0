import type { Resource, StackTemplate } from '../template';

/** What is wrong, and where. */
export interface Violation {
  readonly stack: string;
  /** Of the resource in its template; absent where it is the template as a whole. */
  readonly logicalId?: string;
  /** What is wrong with what value, and what to do. */
  readonly message: string;
  /** Tells findings on one resource apart, so that one can be acknowledged without the others. */
  readonly detail?: string;
}

/** A rule that every synthesized template must meet, judged on the template alone. */
export interface TemplateCheck {
  /** The file's name; `Kumomori-<id>` in reports. */
  readonly id: string;
  readonly title: string;
  /** NIST 800-53 revision 5 controls it serves. */
  readonly controls: readonly string[];
  check(stack: StackTemplate): readonly Violation[];
}

/** A violation on a resource. */
export function violation(resource: Resource, message: string, detail?: string): Violation {
  const { stack, logicalId, type } = resource;
  const text = `${type} ${logicalId}: ${message}`;
  return { stack: stack.stack, logicalId, message: text, ...(detail === undefined ? {} : { detail }) };
}
