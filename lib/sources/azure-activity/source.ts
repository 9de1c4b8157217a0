import type { Source } from '../source';
import { ACTIVITY_FIELDS, activityPaths } from './field-paths';
import { PRODUCT } from './metadata';
import { normaliseActivity } from './normalise';
import { recogniseActivity } from './recognise';

/** Azure Activity Log: who did what to which resource of a subscription, and what Azure did by itself. */
export const azureActivity: Source = {
  id: 'azure-activity',
  title: 'Azure Activity Log',
  product: PRODUCT,
  logsource: [{ product: 'azure', service: 'activitylogs' }],
  classes: [6003],
  collection: {
    cloud: 'azure',
    delivery: 'diagnostic settings of every subscription to Event Hubs and Storage',
    stream: true,
  },
  layer: 'control-plane',
  criticality: 'critical',
  shape: 'json',
  recognise: recogniseActivity,
  open: () => normaliseActivity,
  fieldPaths: activityPaths,
  fields: ACTIVITY_FIELDS,
};
