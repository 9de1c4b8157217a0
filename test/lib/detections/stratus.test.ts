import { loadRules } from '../../../lib/detections/load';
import { SOURCES } from '../../../lib/sources';
import { ruleFilesIn, STARTER } from './rule-files';

/** Stratus Red Team's ways to evade logging, by name, and the rule that sees each. */
const SEEN_BY = {
  'aws.defense-evasion.cloudtrail-delete': 'aws-trail-stopped.yml',
  'aws.defense-evasion.cloudtrail-stop': 'aws-trail-stopped.yml',
  'aws.defense-evasion.cloudtrail-event-selectors': 'aws-trail-weakened.yml',
  'aws.defense-evasion.cloudtrail-lifecycle-rule': 'aws-trail-bucket-expiry.yml',
  'aws.defense-evasion.dns-delete-logs': 'aws-dns-query-logs-removed.yml',
  'aws.defense-evasion.organizations-leave': 'aws-organization-left.yml',
  'aws.defense-evasion.vpc-remove-flow-logs': 'aws-flow-logs-deleted.yml',
  'aws.defense-evasion.bedrock-model-invocation-logging-delete': 'aws-ai-logging-removed.yml',
  'aws.defense-evasion.bedrock-guardrail-delete': 'aws-ai-logging-removed.yml',
  'gcp.defense-evasion.delete-dns-logs': 'gcp-dns-logging-removed.yml',
  'gcp.defense-evasion.delete-logging-sink': 'gcp-log-sink-changed.yml',
  'gcp.defense-evasion.disable-logging-sink': 'gcp-log-sink-changed.yml',
  'gcp.defense-evasion.disable-audit-logs': 'gcp-audit-config-changed.yml',
  'gcp.defense-evasion.reduce-sink-log-retention': 'gcp-log-bucket-changed.yml',
  'gcp.defense-evasion.remove-project-from-organization': 'gcp-project-moved.yml',
  'gcp.defense-evasion.remove-vpc-flow-logs': 'gcp-flow-logs-off.yml',
} as const;

/** What the same comes to in Azure. */
const AZURE = {
  'logs no longer sent': 'azure-diagnostic-setting-deleted.yml',
  'destination of logs gone': 'azure-log-destination-deleted.yml',
  'flow logs gone': 'azure-flow-logs-deleted.yml',
  'subscription outside its group': 'azure-subscription-left-management-group.yml',
  'raw logs no longer protected': 'azure-lock-or-immutability-removed.yml',
} as const;

const { rules } = loadRules(ruleFilesIn(STARTER), SOURCES);

test.each(Object.entries({ ...SEEN_BY, ...AZURE }))('%s is seen by %s, as an impairment', (_way, file) => {
  const rule = rules.find((one) => one.file === file);

  expect(rule?.tests.some(({ matches }) => matches)).toBe(true);
  expect(rule?.attack.map(({ uid }) => uid)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(?:TA0112|TA0040)$/)]),
  );
});
