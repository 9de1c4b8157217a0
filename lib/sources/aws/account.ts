import { pair } from '../../ocsf/build';
import type { Account } from '../../ocsf/event';

const AWS_ACCOUNT = pair('account', 'type_id', 10);

/** An AWS account by its twelve digits, or by what a log writes instead of them (`unknown`). */
export function awsAccount(uid: string | undefined): Account | undefined {
  return uid === undefined ? undefined : { uid, type_id: AWS_ACCOUNT.type_id, type: AWS_ACCOUNT.type };
}
