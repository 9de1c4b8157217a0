import { isObject } from '../../json';
import { envelopeOf, type OpenEnvelope } from './part';

const VIA_CLOUDTRAIL = / via CloudTrail$/;

/**
 * An EventBridge event whose `detail` is a CloudTrail event. Those of other services stay whole: their account,
 * region and time stand in the envelope only, so it is a part of the record there.
 */
export const openEventBridge: OpenEnvelope = (record) => {
  const type = record['detail-type'];
  const { detail } = record;
  if (typeof type !== 'string' || !VIA_CLOUDTRAIL.test(type) || !isObject(detail)) {
    return undefined;
  }
  const envelope = envelopeOf(record, {
    eventBridgeId: 'id',
    detailType: 'detail-type',
    account: 'account',
    region: 'region',
  });
  return [{ kind: 'value', value: detail, text: JSON.stringify(detail), envelope }];
};
