import { isObject, text } from '../../../../lib/json';
import { classify, severity, status } from '../../../../lib/ocsf/build';
import { quarantined, type Source, WRITTEN } from '../../../../lib/sources/source';

const PRODUCT = { vendor_name: 'GitHub', name: 'Audit log' };
/** OCSF activities of API Activity: 1 Create, 2 Read, 3 Update, 4 Delete. */
const ACTIVITIES = new Map([
  ['create', 1],
  ['access', 2],
  ['modify', 3],
  ['remove', 4],
]);

/** The names that Sigma rules use, and where in the event they are. */
const PATHS = new Map([
  ['action', ['api.operation']],
  ['actor', ['actor.user.name']],
  ['org', ['cloud.account.uid']],
]);

/** The organization audit log as GitHub streams it: one JSON object a line. */
export const githubAudit: Source = {
  id: 'github-audit',
  title: 'GitHub organization audit log',
  product: PRODUCT,
  logsource: [{ product: 'github', service: 'audit' }],
  classes: [6003],
  collection: { cloud: 'any', delivery: 'audit log streaming to the raw store', stream: false },
  layer: 'application',
  criticality: 'important',
  shape: 'json',
  recognise: (record) => isObject(record) && '_document_id' in record && 'action' in record,
  open: () => (record, emit) => {
    if (!isObject(record) || typeof record['@timestamp'] !== 'number') {
      return quarantined('an audit entry has @timestamp, milliseconds since the epoch');
    }
    const { '@timestamp': time, _document_id: uid, action, actor, actor_ip, org, ...unmapped } = record;
    const event = {
      ...classify(6003, ACTIVITIES.get(text(record.operation_type) ?? '') ?? 0),
      ...severity(1),
      ...status(0),
      actor: { user: { name: text(actor) ?? 'unknown' } },
      api: { operation: text(action) ?? 'unknown', service: { name: 'github' } },
      cloud: { provider: 'GitHub', account: { uid: text(org) ?? 'unknown' } },
      metadata: { version: '1.5.0', uid: text(uid), product: PRODUCT, profiles: ['cloud'] },
      src_endpoint: { ip: text(actor_ip), name: 'unknown' },
      time,
      unmapped,
    };
    emit(event, time * 1000);
    return WRITTEN;
  },
  fields: [...PATHS.keys()],
  fieldPaths: (field) => PATHS.get(field) ?? [],
};
