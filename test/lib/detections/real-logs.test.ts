import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../../lib/detections/load';
import { composePipeline } from '../../../lib/pipeline/compose';
import { type InputSink, processInput } from '../../../lib/pipeline/process-input';
import { correlateRun } from '../../../lib/sigma/correlate/correlate-run';
import { createHitKeeper } from '../../../lib/sigma/correlate/kept-hit';
import { createDetector, type Detection } from '../../../lib/sigma/detector';
import { SOURCES } from '../../../lib/sources';
import { describeWith, SHARED } from '../../support/needs';
import { ruleFilesIn, STARTER } from './rule-files';

const CORPORA = join(SHARED, 'corpora');

/** What the logs of ordinary operation raise, and why it is right that they do. */
const EXPLAINED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  // Somebody adds a rule to a security group, once.
  'cloudtrail/plaso-aws_cloudtrail.jsonl': { 'aws-security-group-changed': 1 },
  // A network and a firewall rule are made: Google writes an entry when each begins and one when it ends.
  // The firewall rule opens port 3389 to every address.
  'gcp-audit/plaso-gcp_logging.jsonl': {
    'gcp-firewall-changed': 2,
    'gcp-firewall-open-to-world': 1,
    'gcp-network-changed': 2,
  },
  'gcp-audit/ot-gcpaudit-system-event.json': {},
  'azure-activity/ot-azure-activity-administrative.json': {},
  'azure-activity/plaso-azure_activity_log.jsonl': {},
  'aws-vpcflow/ot-vpcflow-cloudwatch.json': {},
  'aws-vpcflow/ot-vpcflow-ecs.log': {},
  'aws-vpcflow/ot-vpcflow-v2-multi.log': {},
  // Executions that went well, two of them cold.
  'aws-lambda/datadog-cloudwatch_log.awslogs-event.json': {},
  'aws-lambda/datadog-cloudwatch_log.json': {},
  'aws-lambda/datadog-cloudwatch_log_coldstart.awslogs-event.json': {},
  'aws-lambda/datadog-cloudwatch_log_coldstart.json': {},
  'aws-lambda/datadog-cloudwatch_log_lambda_invocation.awslogs-event.json': {},
  'aws-lambda/datadog-cloudwatch_log_lambda_invocation.json': {},
  'aws-lambda/datadog-report-lines.ndjson': {},
};

/**
 * Events written to try another project's rules: nearly all are the very change, and none is mere reading. A count that
 * moves is a rule that became wider or narrower.
 */
const WRITTEN: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'azure-activity/panther-Azure.MonitorActivity.ndjson': {
    'azure-alert-rule-deleted': 2,
    'azure-defender-switched-off': 1,
    'azure-diagnostic-setting-deleted': 1,
    'azure-disk-exported': 2,
    'azure-flow-logs-deleted': 1,
    'azure-key-vault-deleted': 2,
    'azure-key-vault-purged': 2,
    'azure-lock-or-immutability-removed': 4,
    'azure-log-destination-deleted': 2,
    'azure-nsg-changed': 3,
    'azure-role-assigned-at-subscription': 2,
    'azure-storage-keys-read': 2,
    'azure-storage-made-public': 4,
  },
  'gcp-audit/panther-GCP.AuditLog.ndjson': {
    'gcp-disk-or-image-shared': 1,
    'gcp-federation-changed': 3,
    'gcp-firewall-changed': 2,
    'gcp-kms-key-destroyed': 2,
    'gcp-log-sink-changed': 3,
    'gcp-owner-granted': 2,
    'gcp-project-ownership-changed': 2,
  },
};

/** What detonated attacks must raise, beside the record of changes that CIS asks for. */
const ATTACKS: Readonly<Record<string, readonly string[]>> = {
  'defense-evasion.cloudtrail-delete': ['aws-trail-stopped'],
  'defense-evasion.cloudtrail-stop': ['aws-trail-stopped'],
  'defense-evasion.dns-delete-logs': ['aws-dns-query-logs-removed'],
  'exfiltration.ec2-security-group-open-port-22-ingress': ['aws-security-group-open-to-world'],
  'exfiltration.ec2-share-ebs-snapshot': ['aws-snapshot-or-image-shared'],
  'exfiltration.rds-share-snapshot': ['aws-snapshot-or-image-shared'],
  'initial-access.console-login-without-mfa': ['aws-console-login-without-mfa'],
  'persistence.iam-backdoor-user': ['aws-access-key-for-another-user'],
  'persistence.iam-create-admin-user': ['aws-admin-policy-attached', 'aws-access-key-for-another-user'],
  'persistence.rolesanywhere-create-trust-anchor': ['aws-federation-changed'],
};

describeWith(['shared'], 'real logs', () => {
  const { rules, correlations, silent } = loadRules(ruleFilesIn(STARTER), SOURCES);
  const keep = createHitKeeper(correlations);
  const detect = createDetector(rules, SOURCES);

  test.each(Object.entries(EXPLAINED))(
    '%s raises what is explained, and nothing else',
    async (path, expected) => {
      expect(await hitsIn(path)).toEqual(expected);
    },
  );

  test.each(['cloudtrail', 'gcp-audit', 'azure-activity', 'aws-vpcflow', 'aws-lambda'])(
    'no correlation comes about in the logs of %s, not even over all files',
    async (folder) => {
      expect(await correlatedIn(folder)).toEqual([]);
    },
  );

  test('correlations see what simulated attacks did', async () => {
    expect(new Set(await correlatedIn('aws-cloudtrail'))).toEqual(
      new Set(['Many secrets read by one identity', 'Trail stopped, then rights changed']),
    );
  });

  test.each(Object.entries(ATTACKS))('%s is seen', async (technique, expected) => {
    const hits = await hitsIn(join('aws-cloudtrail', `stratus-aws.${technique}.json`));

    expect(Object.keys(hits)).toEqual(expect.arrayContaining([...expected]));
  });

  test('every file is in a table', () => {
    const folders = ['cloudtrail', 'gcp-audit', 'azure-activity', 'aws-vpcflow', 'aws-lambda'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(CORPORA, folder)).map((name) => `${folder}/${name}`),
    );

    expect(files.sort()).toEqual(Object.keys({ ...EXPLAINED, ...WRITTEN }).sort());
  });

  /** Titles of the correlations that come about over all files of a folder. */
  async function correlatedIn(folder: string): Promise<readonly string[]> {
    const run = correlateRun(correlations);
    const pipeline = composePipeline<Detection>({
      enrich: () => undefined,
      detect,
      mask: () => undefined,
      report: () => undefined,
    });
    const sink: InputSink<Detection> = {
      ...SINK,
      hit: ({ rule }, event, timeMicros, source) => {
        const hit = keep(rule, event, timeMicros, source);
        if (hit) {
          run.add(hit);
        }
      },
    };
    for (const name of readdirSync(join(CORPORA, folder))) {
      const path = join(CORPORA, folder, name);
      const context = { sources: SOURCES, pipeline };
      await processInput({ input: path, path }, createReadStream(path), context, sink);
    }
    return (await run.finish()).map(({ finding }) => finding.correlation.title);
  }

  async function hitsIn(path: string): Promise<Record<string, number>> {
    const hits: Record<string, number> = {};
    const pipeline = composePipeline<Detection>({
      enrich: () => undefined,
      detect,
      mask: () => undefined,
      report: ({ rule }, event) => {
        if (silent.has(rule.id)) {
          return undefined;
        }
        const name = rule.file.replace('.yml', '');
        hits[name] = (hits[name] ?? 0) + 1;
        return event;
      },
    });
    const input = { input: path, path };
    await processInput(input, createReadStream(join(CORPORA, path)), { sources: SOURCES, pipeline }, SINK);
    return hits;
  }
});

const SINK = {
  event: () => undefined,
  finding: () => undefined,
  quarantine: () => undefined,
  drain: async () => undefined,
};
