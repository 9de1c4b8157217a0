/** An organizational unit, or the organization's root. */
export interface OrganizationalUnit {
  readonly id: string;
  readonly name?: string;
}

/** An account of the organization that logs are collected from. */
export interface MemberAccount {
  readonly id: string;
  readonly name?: string;
  /** The one it lies in directly; absent where the organization does not say. */
  readonly unit?: OrganizationalUnit;
}

/** Who is to be enrolled. */
export interface OrganizationPort {
  /**
   * Every active account below the configured organizational units, at any depth, and those of the platform itself.
   * Throws when it cannot be read as a whole: an account that is not named counts as having left.
   */
  accounts(): AsyncIterable<MemberAccount>;
}

/** Who reads which accounts there are, with their names and units: whatever joins them with figures by account. */
export interface AccountsTablePort {
  /** Puts the accounts, a line of JSON each, in place of those before. Nothing happens while there is no lake. */
  put(lines: string): Promise<void>;
}

/** A flow log of a VPC, wherever it delivers to. */
export interface FlowLog {
  readonly id: string;
  readonly vpc: string;
  readonly destination: string;
  readonly format: string;
  /** Whether the platform made it. */
  readonly own: boolean;
  /** Why it does not deliver, in the cloud's words. */
  readonly failure?: string;
}

/** A Route 53 Resolver query logging configuration. */
export interface QueryLogConfig {
  readonly id: string;
  readonly destination: string;
  readonly own: boolean;
}

/** A VPC whose queries a configuration logs, or tries to. */
export interface QueryLogAssociation {
  readonly vpc: string;
  readonly failure?: string;
}

/** What one VPC was refused, and why. */
export interface Refusal {
  readonly vpc: string;
  readonly reason: string;
}

/**
 * One region of one account, with the rights of its enrolment role. Everything may throw; an adapter has by then
 * tried again as often as makes sense. Creating what is there, and deleting what is not, is no error.
 */
export interface MemberRegion {
  /** VPCs the account owns; those shared with it are enrolled where they belong. */
  vpcs(): AsyncIterable<string>;
  flowLogs(): AsyncIterable<FlowLog>;
  createFlowLogs(vpcs: readonly string[], wanted: FlowLogsWanted): Promise<readonly Refusal[]>;
  deleteFlowLogs(ids: readonly string[]): Promise<void>;
  queryLogConfigs(): AsyncIterable<QueryLogConfig>;
  createQueryLogConfig(destination: string): Promise<QueryLogConfig>;
  queryLogAssociations(config: string): AsyncIterable<QueryLogAssociation>;
  associate(config: string, vpc: string): Promise<void>;
  disassociate(config: string, vpc: string): Promise<void>;
  deleteQueryLogConfig(config: string): Promise<void>;
}

/** An account as seen with its enrolment role. */
export interface Member {
  region(name: string): MemberRegion;
}

export interface MembersPort {
  /** Takes the account's enrolment role; throws when it is not there or does not let the platform in. */
  open(account: string): Promise<Member>;
}

export interface FlowLogsWanted {
  /** The ARN of the raw store, with a prefix where it has one. */
  readonly destination: string;
  readonly format: string;
}
