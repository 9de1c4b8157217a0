import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CfnNamedQuery } from 'aws-cdk-lib/aws-athena';
import type { Construct } from 'constructs';
import { policyFor } from '../../../lib/config/privacy-policy';
import type { ResolvedPlatform } from '../../../lib/config/resolved';
import { loadForOperation } from '../../../lib/detections/operating-rules';
import { lakeView } from '../../../lib/rules/lake-view';
import { matchesLogsource } from '../../../lib/sigma/logsource';
import type { Rule } from '../../../lib/sigma/rule';
import { trino } from '../../../lib/sigma/sql/dialects/trino';
import { savedQuery } from '../../../lib/sigma/sql/saved-query';
import { SOURCES } from '../../../lib/sources';
import { databaseName, teamName } from '../../policy/names';
import { type PlatformProps, PlatformStack } from '../platform-stack';

const RULES = join(__dirname, '..', '..', '..', 'lib', 'detections');
/** What a rule's query asks of, until whoever pastes it asks of another time. */
const TABLE = 'security_events_last_day';
const LONGEST_NAME = 128;

/**
 * The shipped rules as queries of the last day, in the first team's workgroup: a stack of their own, since those of many
 * teams and these together are more than CloudFormation takes. One that takes the token key is not among them, for no
 * template holds a secret: `kumomori rules sql --engine athena` prints it.
 */
export class RuleQueriesStack extends PlatformStack {
  constructor(scope: Construct, id: string, props: PlatformProps) {
    const { platform, aws } = props;
    super(scope, id, props, {
      part: 'rule-queries',
      account: aws.securityAccount,
      description: 'the shipped rules as queries of the lake',
    });
    const [team] = platform.query.teams;
    for (const { id: queryId, name, text } of queriesOf(platform)) {
      new CfnNamedQuery(this, queryId, {
        name: name.slice(0, LONGEST_NAME),
        database: databaseName(platform),
        queryString: text,
        workGroup: teamName(platform, team?.name ?? ''),
      });
    }
  }
}

interface RuleQuery {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

function queriesOf({ privacy }: ResolvedPlatform): readonly RuleQuery[] {
  const policy = policyFor(privacy);
  const views = SOURCES.map((source) => ({ source, view: lakeView(source, policy, undefined) }));
  return shippedRules().flatMap((rule) =>
    views
      .filter(({ source }) => matchesLogsource(rule.logsource, source.logsource))
      .flatMap(({ source, view }) => {
        const query = savedQuery(rule, source, trino, { view, table: TABLE });
        const name = `rule: ${rule.title} (${source.id})`;
        return query.ok ? [{ id: `${rule.id}-${source.id}`, name, text: query.value }] : [];
      }),
  );
}

let rules: readonly Rule[] | undefined;

/** Read once a process: every environment has the same. */
function shippedRules(): readonly Rule[] {
  rules ??= loadForOperation(ruleFiles(RULES), {}).rules;
  return rules;
}

function ruleFiles(folder: string): { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}
