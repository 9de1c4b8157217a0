import { spelled } from '../../infra/policy/template';
import { PANELS } from '../../lib/health/panels';
import { AWS } from '../lib/config/support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly metrics?: unknown[][];
  };
}

function widgetsOf(name: string): readonly Widget[] {
  const platform = { ...platformOf('trial', '', AWS), name };
  const template = awsTemplates(platform)[`${name}-aws-health`];
  const [dashboard] = Object.values(template?.findResources('AWS::CloudWatch::Dashboard') ?? {});
  return (JSON.parse(spelled(dashboard?.Properties.DashboardBody)) as { readonly widgets: Widget[] }).widgets;
}

const widgets = widgetsOf('acme');
const metricsOf = (title: string, from = widgets) =>
  from.find(({ properties }) => properties.title === title)?.properties.metrics ?? [];

describe('the dashboard of the platform’s health', () => {
  it('shows every panel, in order', () => {
    expect(widgets.flatMap(({ properties }) => properties.title ?? [])).toEqual(
      PANELS.map(({ title }) => title),
    );
  });

  it('says beside each which runbook its alarms have, or why there is no alarm', () => {
    const texts = widgets.flatMap(({ properties }) => properties.markdown ?? []);

    expect(texts).toHaveLength(PANELS.length);
    expect(texts[0]).toContain('infra/aws/RUNBOOKS.md#raw-objects-come-late');
    expect(texts.filter((one) => !/Runbooks: |No alarm: /.test(one))).toEqual([]);
  });

  it('names metrics as functions tell them', () => {
    const [lag] = metricsOf('Lag, seconds');

    expect(lag?.slice(0, 6)).toEqual(['acme', 'Lag', 'class', 'seconds', 'service', 'detect']);
  });

  it('asks for every value a dimension may have', () => {
    expect(metricsOf('Records that became events, by source')).toEqual([
      [
        expect.objectContaining({
          expression: `SEARCH('{"acme",service,source} MetricName="RecordsWritten" service="normalize"', 'Sum', 300)`,
        }),
      ],
    ]);
  });

  it('asks for resources by the words of their names, as a search knows words', () => {
    const [[shown]] = metricsOf('Age of dead letters, seconds', widgetsOf('acme-lake2')) as [[unknown]];

    expect(shown).toMatchObject({
      expression: `SEARCH('{AWS/SQS,QueueName} MetricName="ApproximateAgeOfOldestMessage" acme lake 2 Dead Letters', 'Maximum', 300)`,
    });
  });
});
