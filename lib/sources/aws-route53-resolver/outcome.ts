import { pair } from '../../ocsf/build';

const CLASS = 'dns_activity';
const ANSWERED = pair(CLASS, 'status_id', 1);
const FAILED = pair(CLASS, 'status_id', 2);
const OTHER = 99;

/** Names of response codes as logs write them. Source: IANA, DNS RCODEs. */
const RCODES: ReadonlyMap<string, number> = new Map([
  ['NOERROR', 0],
  ['FORMERR', 1],
  ['SERVFAIL', 2],
  ['NXDOMAIN', 3],
  ['NOTIMP', 4],
  ['REFUSED', 5],
  ['YXDOMAIN', 6],
  ['YXRRSET', 7],
  ['NXRRSET', 8],
  ['NOTAUTH', 9],
  ['NOTZONE', 10],
  ['DSOTYPENI', 11],
  ['BADVERS', 16],
  ['BADSIG', 16],
  ['BADKEY', 17],
  ['BADTIME', 18],
  ['BADMODE', 19],
  ['BADNAME', 20],
  ['BADALG', 21],
  ['BADTRUNC', 22],
  ['BADCOOKIE', 23],
]);

/** Response code and status of a query; empty where the record names no code. Any error is a failure. */
export function outcomeOf(code: string | undefined) {
  if (code === undefined) {
    return undefined;
  }
  const id = RCODES.get(code.toUpperCase());
  const rcode = id === undefined ? pair(CLASS, 'rcode_id', OTHER, code) : pair(CLASS, 'rcode_id', id);
  return { ...(id === 0 ? ANSWERED : FAILED), ...rcode };
}
