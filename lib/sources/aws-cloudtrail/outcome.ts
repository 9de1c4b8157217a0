import { type JsonObject, object, text } from '../../json';
import { status } from '../../ocsf/build';
import { isAggregated } from './aggregated';

type Status = ReturnType<typeof status>;

const UNKNOWN = status(0);
const SUCCESS = status(1);
const FAILURE = status(2);

/**
 * How a call ended. An `errorCode` or `errorMessage` means failure (a few services write the code `Success`). A sign-in
 * says it in an element named after the event, `{"ConsoleLogin": "Failure"}`. Without any of these the call succeeded:
 * CloudTrail writes errors, not successes. Unknown for Insights and aggregated events, which record no call, and where no operation is named.
 */
export function outcomeOf(record: JsonObject, operation: string | undefined): Status {
  const code = text(record.errorCode);
  if (code !== undefined || text(record.errorMessage) !== undefined) {
    return code !== undefined && code.toLowerCase() === 'success' ? SUCCESS : FAILURE;
  }
  if (operation === undefined || record.eventCategory === 'Insight' || isAggregated(record)) {
    return UNKNOWN;
  }
  const said =
    object(record.responseElements)?.[operation] ?? object(record.serviceEventDetails)?.[operation];
  return said === 'Failure' ? FAILURE : SUCCESS;
}
