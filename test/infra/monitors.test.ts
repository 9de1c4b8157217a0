import { Match } from 'aws-cdk-lib/assertions';
import { loadConfig } from '../../lib/config/load';
import { isObject, type JsonObject, list, object, text } from '../../lib/json';
import { FUNCTION_QUERIES } from '../../lib/monitors/function-queries';
import { AWS_ORGANIZATION } from '../lib/config/support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const MONITORS = `monitors:
  - {
      "id": "web-cpu",
      "metric_filter": {
        "resource_type": "instance",
        "tags": { "Environment": "production", "Service": "web-frontend", "Team": "platform" },
        "condition": "cpu_utilization > 80%"
      },
      "alert_rule": "Any production web-frontend instance",
      "runbook": "https://runbooks.example.com/web-cpu"
    }
`;
const all = awsTemplates(platformOf('production', MONITORS, AWS_ORGANIZATION));
const without = awsTemplates(platformOf('production', '', AWS_ORGANIZATION));
const stack = (part: string) => {
  const found = all[`acme-aws-${part}`];
  if (!found) {
    throw new Error(`${part}: no such stack; there are ${Object.keys(all).join(', ')}`);
  }
  return found;
};

/** The template that a stack set puts into member accounts. */
function memberTemplate(): JsonObject {
  const [set] = Object.values(
    stack('enrolment').findResources('AWS::CloudFormation::StackSet', {
      Properties: { StackSetName: 'acme-member-monitors' },
    }),
  );
  return object(JSON.parse(text(object(set?.Properties as JsonObject)?.TemplateBody) ?? '{}')) ?? {};
}

const isRead = (monitors: string) =>
  loadConfig(`version: 1\nlifecycle: trial\nvolume: startup\n${monitors}${AWS_ORGANIZATION}`, 'platform.yaml')
    .ok;

const resourcesOf = (template: JsonObject, type: string) =>
  Object.values(object(template.Resources) ?? {})
    .filter(isObject)
    .filter((resource) => resource.Type === type);

describe('monitors of the estate', () => {
  it('are an alarm each in every account and region, on tags, that says what to do', () => {
    const [alarm] = resourcesOf(memberTemplate(), 'AWS::CloudWatch::Alarm');

    expect(alarm?.Properties).toMatchObject({
      AlarmName: 'acme-monitor-web-cpu',
      AlarmDescription:
        'Any production web-frontend instance: cpu_utilization of a virtual machine is > 80 for 5 minutes.' +
        ' What to do: https://runbooks.example.com/web-cpu' +
        ' Runbook: infra/aws/RUNBOOKS.md#a-monitor-of-the-estate',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 80,
      TreatMissingData: 'notBreaching',
      Metrics: [{ Expression: expect.stringContaining("tag.Environment = 'production'"), ReturnData: true }],
    });
    expect(alarm?.DependsOn).toEqual([expect.stringMatching(/^MonitorsTags/)]);
  });

  it('name no resource, so that replacing one changes no template', () => {
    expect(JSON.stringify(memberTemplate())).not.toMatch(/i-[0-9a-f]{8,}/);
  });

  it('tell the central bus, which lets their role in and tells people', () => {
    const member = memberTemplate();
    const [rule] = resourcesOf(member, 'AWS::Events::Rule');
    const pattern = {
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm Contributor State Change'],
      detail: { alarmName: [{ prefix: 'acme-monitor-' }] },
    };

    expect(object(rule?.Properties)?.EventPattern).toEqual(pattern);
    expect(list(object(rule?.Properties)?.Targets)).toHaveLength(1);
    stack('central').hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.anyValue(),
      EventPattern: pattern,
    });
    const [policy] = Object.values(stack('central').findResources('AWS::Events::EventBusPolicy'));
    expect(JSON.stringify(policy)).toContain('role/acme-monitors-*');
    stack('central').hasResourceProperties('AWS::SNS::Topic', { TopicName: 'acme-monitors' });
  });

  it('are in the accounts that the platform runs in, too', () => {
    for (const part of ['member-security', 'member-management']) {
      stack(`${part}-ap-northeast-1`).resourceCountIs('AWS::CloudWatch::Alarm', 1);
    }
  });

  it('bring the queries of functions’ logs', () => {
    const queries = resourcesOf(memberTemplate(), 'AWS::Logs::QueryDefinition');

    expect(queries.map((query) => object(query.Properties)?.Name)).toEqual(
      FUNCTION_QUERIES.map(({ id }) => `acme/functions/${id}`),
    );
    expect(queries.filter((query) => object(query.Properties)?.LogGroupNames !== undefined)).toEqual([]);
  });

  it('fit the template of a stack set, as many as a configuration may have', () => {
    const monitor = (index: number) => `  - id: ${'a-monitor-with-a-rather-long-name-xyz'}-${index}
    metric_filter:
      resource_type: instance
      tags: { Environment: production, Service: web-frontend, Team: platform }
      condition: cpu_utilization > 80%
    alert_rule: ${'語'.repeat(20)}
`;
    const most = Array.from({ length: 50 }, (_, index) => index + 1)
      .filter((count) => isRead(`monitors:\n${Array.from({ length: count }, (_, i) => monitor(i)).join('')}`))
      .at(-1);
    const monitors = `monitors:\n${Array.from({ length: most ?? 0 }, (_, index) => monitor(index)).join('')}`;

    expect(most).toBeGreaterThanOrEqual(40);
    expect(() => awsTemplates(platformOf('production', monitors, AWS_ORGANIZATION))).not.toThrow();
  });

  it('leave nothing where there are none', () => {
    const central = without['acme-aws-central'];

    central?.resourceCountIs('AWS::SNS::Topic', 1);
    expect(JSON.stringify(central?.toJSON())).not.toContain('monitors');
    expect(JSON.stringify(without['acme-aws-enrolment']?.toJSON())).not.toContain('monitors');
  });
});
