import { alarmActs } from './alarm-acts';
import { bucketEncrypted } from './bucket-encrypted';
import { bucketLocked } from './bucket-locked';
import { bucketPrivate } from './bucket-private';
import { bucketTlsOnly } from './bucket-tls-only';
import { bucketVersioned } from './bucket-versioned';
import type { TemplateCheck } from './check';
import { costTells } from './cost-tells';
import { described } from './described';
import { eventTells } from './event-tells';
import { keyRotated } from './key-rotated';
import { logGroupKept } from './log-group-kept';
import { metricExists } from './metric-exists';
import { noLiteralPartition } from './no-literal-partition';
import { noSecretInEnvironment } from './no-secret-in-environment';
import { noWildcard } from './no-wildcard';
import { ownLogsExcluded } from './own-logs-excluded';
import { principalBound } from './principal-bound';
import { queueEncrypted } from './queue-encrypted';
import { storeRetained } from './store-retained';
import { trailComplete } from './trail-complete';
import { withinLimits } from './within-limits';

/** The register of the project's own checks. */
export const CHECKS: readonly TemplateCheck[] = [
  alarmActs,
  bucketEncrypted,
  bucketLocked,
  bucketPrivate,
  bucketTlsOnly,
  bucketVersioned,
  costTells,
  described,
  eventTells,
  keyRotated,
  logGroupKept,
  metricExists,
  noLiteralPartition,
  noSecretInEnvironment,
  noWildcard,
  ownLogsExcluded,
  principalBound,
  queueEncrypted,
  storeRetained,
  trailComplete,
  withinLimits,
];
