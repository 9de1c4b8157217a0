import { parsePublicKey } from '../../rules/public-key';
import { parseTimestamp } from '../../time';
import type { Finding } from '../problem';
import type { Check } from './check';

/** Keys of published rules are public keys, and a time is one of the calendar. */
export const checkBundle: Check = ({ detections }) => {
  const { keys = [], not_before } = detections?.bundle ?? {};
  const at = ['detections', 'bundle'];
  return [
    ...keys.flatMap((key, index): Finding[] => {
      const parsed = parsePublicKey(key);
      return parsed.ok ? [] : [{ path: [...at, 'keys', index], message: parsed.problem }];
    }),
    ...(not_before !== undefined && parseTimestamp(not_before) === undefined
      ? [{ path: [...at, 'not_before'], message: `must be a time of the calendar, got "${not_before}"` }]
      : []),
  ];
};
