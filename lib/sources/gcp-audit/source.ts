import type { Source } from '../source';
import { AUDIT_FIELDS, auditPaths } from './field-paths';
import { normaliseLogEntry, PRODUCT } from './normalise';
import { recogniseLogEntry } from './recognise';

/** Google Cloud Audit Logs: admin activity, data access, system events and policy denials as Cloud Logging entries. */
export const gcpAudit: Source = {
  id: 'gcp-audit',
  title: 'Google Cloud Audit Logs',
  product: PRODUCT,
  logsource: [{ product: 'gcp', service: 'gcp.audit' }],
  classes: [6003, 3002, 0],
  collection: { cloud: 'gcp', delivery: 'organization log sink to Pub/Sub and Cloud Storage', stream: true },
  layer: 'control-plane',
  criticality: 'critical',
  shape: 'json',
  recognise: recogniseLogEntry,
  open: () => normaliseLogEntry,
  fieldPaths: auditPaths,
  fields: AUDIT_FIELDS,
};
