import { type JsonObject, object, text } from '../../json';

/** What people can do about what Athena says, by what it says; the first that fits. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /bytes scanned limit/i,
    'name the hours (year, month, day, hour) and fewer columns, or raise scan_limit_gb of the team',
  ],
  [/workgroup.{0,80}(?:not found|is not)/i, 'deploy the stack Security/Query, or name another team'],
  [
    /access.?denied|not authorized|permission denied|expiredtoken|unrecognizedclient|invalid.{0,20}token/i,
    'sign in as an analyst of the team, and ask only of the event categories it may read',
  ],
  [
    /TABLE_NOT_FOUND|SCHEMA_NOT_FOUND|does not exist/,
    'the tables are security_events and its views; SHOW TABLES lists them',
  ],
  [/COLUMN_NOT_FOUND|cannot be resolved/, 'DESCRIBE security_events lists the columns'],
  [
    /SYNTAX_ERROR|mismatched input|extraneous input|MALFORMED_QUERY|TYPE_MISMATCH/,
    'mend the SQL: Athena speaks Trino',
  ],
  [/exhausted resources|EXCEEDED_MEMORY_LIMIT/i, 'ask of fewer hours, or without ORDER BY over all of it'],
  [/timeout|EXCEEDED_TIME_LIMIT/i, 'ask of fewer hours'],
  [/CredentialsProviderError|Could not load credentials/i, 'sign in: aws sso login, or set AWS_PROFILE'],
  [/TooManyRequests/, 'others are asking, too: try again in a minute'],
];

/** Why a query ended without an answer, by its execution. */
export function athenaError(queryId: string, execution: JsonObject | undefined): string {
  const status = object(execution?.Status);
  const state = (text(status?.State) ?? 'failed').toLowerCase();
  const said = text(status?.StateChangeReason) ?? text(object(status?.AthenaError)?.ErrorMessage);
  return withAdvice(`query ${queryId}: ${state}: ${said ?? 'Athena gave no reason'}`);
}

/** Why Athena did not do what an operation asks. */
export function refusal(operation: string, status: number, body: JsonObject): string {
  const kind = text(body.__type)?.replace(/^.*#/, '') ?? `HTTP ${status}`;
  const said = text(body.Message) ?? text(body.message) ?? 'no reason given';
  return withAdvice(`Athena refused ${operation}: ${kind}: ${said}`);
}

function withAdvice(message: string): string {
  const advice = ADVICE.find(([said]) => said.test(message))?.[1];
  return advice === undefined ? message : `${message}: ${advice}`;
}
