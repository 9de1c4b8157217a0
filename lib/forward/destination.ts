import type { SecretName } from '../alerts/send/channel';

/** Stands for the findings of rules among the sources of a destination. */
export const FINDINGS = 'findings';

/** A receiver that events are forwarded to. Whatever is secret is a name here. */
export type ForwardDestination = SplunkDestination | SentinelDestination | SecurityLakeDestination;

interface Common {
  /** Names its queue and its folder of the outbox. */
  readonly name: string;
  /** Ids of sources whose events it gets, and `findings`. */
  readonly sources: readonly string[];
}

export interface SplunkDestination extends Common {
  readonly kind: 'splunk';
  /** `https://splunk.example.com:8088`, without the collector's path. */
  readonly site: string;
  readonly tokenSecret: SecretName;
  /** Name of the installation, filed as the events' host. */
  readonly host: string;
  readonly index?: string;
}

export interface SentinelDestination extends Common {
  readonly kind: 'sentinel';
  /** Of the data collection rule or endpoint: `https://name.region.ingest.monitor.azure.com`. */
  readonly endpoint: string;
  /** Immutable id of the data collection rule. */
  readonly rule: string;
  /** Of the rule: `Custom-Kumomori`. */
  readonly stream: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly credentialSecret: SecretName;
}

export interface SecurityLakeDestination extends Common {
  readonly kind: 'security_lake';
  /** Of the bucket. */
  readonly region: string;
  readonly externalIdSecret: SecretName;
  /** One an OCSF class: events of other classes are not forwarded. */
  readonly customSources: readonly CustomSource[];
}

/** A custom source of Security Lake, as its registration told. */
export interface CustomSource {
  readonly classUid: number;
  readonly bucket: string;
  /** `ext/kumomori-findings/`, with the slash at its end. */
  readonly prefix: string;
  /** ARN of the role that may write there. */
  readonly role: string;
}

/** The secrets a destination needs. */
export function secretsOfDestination(destination: ForwardDestination): readonly SecretName[] {
  switch (destination.kind) {
    case 'splunk':
      return [destination.tokenSecret];
    case 'sentinel':
      return [destination.credentialSecret];
    case 'security_lake':
      return [destination.externalIdSecret];
  }
}

/** Whether a destination gets events of a class from a source, or `findings`. */
export function takes(destination: ForwardDestination, source: string, classUid: number): boolean {
  return (
    destination.sources.includes(source) &&
    (destination.kind !== 'security_lake' ||
      destination.customSources.some((custom) => custom.classUid === classUid))
  );
}
