import { PANELS } from '../../lib/health/panels';
import { AWS } from '../lib/config/support';
import { spelled } from './pipeline-support';
import { awsTemplates, platformOf, removeOutputs } from './support';

afterAll(removeOutputs);

const template = awsTemplates(platformOf('trial', '', AWS))['acme-aws-health'];
const [dashboard] = Object.values(template?.findResources('AWS::CloudWatch::Dashboard') ?? {});
const body = JSON.parse(spelled(dashboard?.Properties.DashboardBody).replaceAll('${Region}', 'r')) as {
  readonly widgets: readonly {
    readonly properties: { readonly title?: string; readonly metrics?: unknown[][] };
  }[];
};
const widget = (title: string) =>
  body.widgets.find(({ properties }) => properties.title === title)?.properties;

describe('the dashboard of the platform’s health', () => {
  it('shows every panel, and what waits and fails', () => {
    const titles = body.widgets.flatMap(({ properties }) => properties.title ?? []);

    expect(titles).toEqual([
      ...PANELS.map(({ title }) => title),
      'Messages that wait, dead letters among them',
      'Runs of functions that failed',
    ]);
  });

  it('names metrics as functions tell them', () => {
    const [lag] = widget('Lag, seconds')?.metrics ?? [];

    expect(lag?.slice(0, 6)).toEqual(['acme', 'Lag', 'class', 'seconds', 'service', 'detect']);
  });

  it('asks for every value a dimension may have', () => {
    const [[shown]] = (widget('Records that became events, by source')?.metrics ?? [[]]) as [[unknown]];

    expect(shown).toMatchObject({
      expression: `SEARCH('{acme,service,source} MetricName="RecordsWritten" service="normalize"', 'Sum', 300)`,
    });
  });
});
