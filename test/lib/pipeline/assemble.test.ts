import { loadConfig } from '../../../lib/config/load';
import { resolve } from '../../../lib/config/resolve';
import type { JsonObject } from '../../../lib/json';
import type { OcsfEvent } from '../../../lib/ocsf/event';
import { assemblePipeline, type PipelineParts } from '../../../lib/pipeline/assemble';
import { eventOf, ruleOf, STUB } from '../sigma/support';

const RULE = ruleOf('s:\n    name: x\ncondition: s');

function platform() {
  const loaded = loadConfig(
    'version: 1\nlifecycle: trial\nvolume: startup\naws: { home_region: us-east-1, regions: [us-east-1], accounts: [{ name: S, id: "222222222222", role: security }] }\n',
    'p.yaml',
  );
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problem));
  }
  return resolve(loaded.value);
}

/** What leaves the pipeline for one event. */
function run(parts: Partial<PipelineParts>, fields: JsonObject = { name: 'x' }) {
  const hits: string[] = [];
  const findings: OcsfEvent[] = [];
  const pipeline = assemblePipeline(
    platform(),
    { sources: [STUB], rules: [RULE], bundleVersion: '7', reference: {}, ...parts },
    { mask: true, detect: true },
  );
  pipeline(eventOf(fields), 0, STUB, {
    event: () => undefined,
    hit: ({ rule }, event) => hits.push(`${rule.id} ${event.metadata.uid}`),
    finding: (finding) => findings.push(finding),
  });
  return { hits, findings };
}

test('a rule that matches is a hit and a finding', () => {
  const { hits, findings } = run({});

  expect(hits).toEqual([`${RULE.id} event-1`]);
  expect(findings).toHaveLength(1);
  expect(findings[0]?.metadata.tags).toEqual([{ name: 'rule_bundle', value: '7' }]);
});

test('a rule that only serves correlations is a hit, and no finding', () => {
  const { hits, findings } = run({ silent: new Set([RULE.id]) });

  expect(hits).toHaveLength(1);
  expect(findings).toEqual([]);
});

test('a finding names the filters its rule is tuned by', () => {
  const { findings } = run({ filters: new Map([[RULE.id, ['f-1', 'f-2']]]) });

  expect(findings[0]?.metadata.tags).toEqual([
    { name: 'rule_bundle', value: '7' },
    { name: 'sigma_filter', value: 'f-1' },
    { name: 'sigma_filter', value: 'f-2' },
  ]);
});
