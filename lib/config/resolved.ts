import type { Routing } from '../alerts/routing';
import type { HttpChannel } from '../alerts/send/channel';
import type { AllowedHost } from '../alerts/send/check-url';
import type { StormLimits } from '../alerts/storm';
import type { AlertRetention } from '../alerts/sweep';
import type { ForwardDestination } from '../forward/destination';
import type { EventCategory } from '../lake/table/partition';
import type { Monitor } from '../monitors/monitor';
import type { MaskPolicy } from '../pipeline/mask/policy';
import type { Collection, Criticality } from '../sources/source';
import type { AwsQuotas } from './aws-quotas';
import type { ResolvedBatch } from './resolve-batch';
import type { ResolvedCost } from './resolve-cost';
import type { AwsService, DataEvents, Extra, LandingWriter, Use } from './schema/aws-services';
import type { Sizes } from './sizes';
import type { VolumeFigures, VolumeTier } from './volume';

/**
 * What stacks, handlers and the command line read: every default filled in, every size worked out. Plain JSON,
 * so that a stack can hand it to a handler; equal configurations resolve to equal bytes.
 */
export interface ResolvedPlatform {
  readonly name: string;
  readonly lifecycle: 'trial' | 'production';
  readonly volume: ResolvedVolume;
  readonly retention: ResolvedRetention;
  readonly privacy: ResolvedPrivacy;
  readonly enrichment: ResolvedEnrichment;
  /** Every source known to this release, in the register's order. */
  readonly sources: readonly ResolvedSource[];
  readonly detections: ResolvedDetections;
  readonly alerts: ResolvedAlerts;
  readonly query: ResolvedQuery;
  readonly batch: ResolvedBatch;
  /** What is watched by tags. */
  readonly monitors: readonly Monitor[];
  readonly cost: ResolvedCost;
  /** Receivers of findings and events besides the lake, by name; none: nothing is forwarded. */
  readonly forward: readonly ForwardDestination[];
  readonly aws?: ResolvedAws;
  readonly azure?: ResolvedAzure;
  readonly gcp?: ResolvedGcp;
}

export interface ResolvedVolume extends VolumeFigures {
  readonly tier: VolumeTier;
  readonly sizes: Sizes;
}

/** Ages in days at which the hot, warm and cold tiers end. */
export interface ResolvedRetention {
  readonly hotDays: number;
  readonly warmDays: number;
  readonly coldDays: number;
  /** Whether there is an archive tier after the cold one. */
  readonly archive: boolean;
  /** Age at which logs are deleted; absent: never. */
  readonly totalDays?: number;
  /** Days a raw object cannot be changed or deleted by anyone; 0 in a trial. */
  readonly lockDays: number;
}

export interface PrivacyOverride extends Partial<MaskPolicy> {
  readonly source?: string;
  readonly classUid?: number;
}

/** Turned into the masking stage's policy by `policyFor`. */
export interface ResolvedPrivacy extends MaskPolicy {
  /** Name of the secret that holds the token key. */
  readonly tokenKey?: string;
  /** Names of secrets of keys before it, whose tokens are still in the lake. */
  readonly previousTokenKeys: readonly string[];
  /** In the file's order: of those that fit an event, the last that names a treatment decides it. */
  readonly overrides: readonly PrivacyOverride[];
}

/** Paths as the file gives them: relative to it. */
export interface ResolvedEnrichment {
  /** MMDB files in order of precedence; empty: the one that ships with kumomori. */
  readonly geo: readonly string[];
  readonly users?: string;
  readonly accounts?: string;
}

export interface ResolvedSource {
  readonly id: string;
  readonly cloud: Collection['cloud'];
  readonly enabled: boolean;
  readonly criticality: Criticality;
}

/** Paths as the file gives them: relative to it. */
export interface ResolvedDetections {
  readonly rules: readonly string[];
  /** Values of `%name%` in Sigma rules. */
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
  readonly suppressions?: string;
  /** Absent: rules are those that were deployed. */
  readonly bundle?: ResolvedBundle;
}

/** Who may publish rules without a deploy, and how functions come to them. */
export interface ResolvedBundle {
  /** Ed25519 public keys: base64 of their DER form. */
  readonly keys: readonly string[];
  readonly everyMinutes: number;
  /** Seconds since the epoch: what was published before is refused. */
  readonly leastSequence: number;
}

export interface ResolvedAlerts {
  readonly routing: Routing;
  readonly storm: StormLimits;
  readonly retention: AlertRetention;
  /** By name; `native` is always one of them. */
  readonly channels: Readonly<Record<string, ResolvedChannel>>;
  /** Folder of the secrets on a laptop, as the file gives it: relative to it. */
  readonly secrets: string;
}

export type ResolvedChannel =
  | { readonly kind: 'native' }
  | { readonly kind: 'security_hub' }
  | {
      readonly kind: 'http';
      readonly channel: HttpChannel;
      /** Nothing of this channel goes anywhere else, whatever its secret says. */
      readonly allowedHosts: readonly AllowedHost[];
    };

/** Who asks questions of the lake. */
export interface ResolvedQuery {
  readonly teams: readonly ResolvedTeam[];
}

export interface ResolvedTeam {
  readonly name: string;
  /** A query that reads more is stopped. */
  readonly scanLimitBytes: number;
  /** What its analysts may read, in the register's order. */
  readonly categories: readonly EventCategory[];
}

export interface ResolvedAws {
  readonly organizationId?: string;
  readonly organizationalUnits: readonly string[];
  readonly homeRegion: string;
  readonly regions: readonly string[];
  /** Regions logs may be placed in or copied to. */
  readonly allowedRegions: readonly string[];
  readonly accounts: readonly { readonly name: string; readonly id: string; readonly role: string }[];
  /** Absent without an organization. */
  readonly managementAccount?: string;
  readonly securityAccount: string;
  readonly logArchiveAccount: string;
  /** Qualifier of the CDK bootstrap whose roles deploy. */
  readonly bootstrapQualifier: string;
  readonly objectLock: 'compliance' | 'governance';
  /** Whether functions of the security account run in a VPC that has no way out but to the services they call. */
  readonly network: 'create' | 'off';
  /** Of the home region. */
  readonly quotas: AwsQuotas;
  readonly services: Readonly<Record<AwsService, Use>>;
  /** What the trail records besides management events, where kumomori creates it. */
  readonly trail: { readonly dataEvents: readonly DataEvents[]; readonly insights: boolean };
  readonly guardrails: { readonly use: 'create' | 'off'; readonly exemptRoles: readonly string[] };
  /** What costs by use, and is there only where it is asked for. */
  readonly extras: Readonly<Record<'cloudwatchLogs' | 'readEvents' | 'eventArchive', Extra>>;
  /** What is taken in through landing buckets, besides AWS Config. */
  readonly landing: readonly LandingWriter[];
  readonly existing: ResolvedExisting;
}

/** A bucket that was there before. */
export interface ExistingBucket {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly keyArn?: string;
  /** What stands before `AWSLogs/`, without slashes at its ends. */
  readonly prefix?: string;
}

/** What was there before; each is present where its use is `existing`. */
export interface ResolvedExisting {
  readonly trail?: { readonly arn: string; readonly bucket: ExistingBucket };
  readonly logBucket?: ExistingBucket;
  readonly config?: { readonly bucket: ExistingBucket };
}

export interface ResolvedAzure {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly managementGroup: string;
  readonly homeLocation: string;
  readonly locations: readonly string[];
  readonly allowedLocations: readonly string[];
}

export interface ResolvedGcp {
  readonly organizationId: string;
  readonly projectId: string;
  readonly homeLocation: string;
  readonly locations: readonly string[];
  readonly allowedLocations: readonly string[];
}
