import { columnsUpTo } from '../../../../lib/sources/aws-vpc-flow/columns';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';
import { normaliseAll, valueAt } from '../aws/normalise';

const COLUMNS = columnsUpTo(11);
const VALUES: Readonly<Record<string, string>> = {
  version: '11',
  srcaddr: '10.0.1.100',
  dstaddr: '203.0.113.50',
  srcport: '49152',
  dstport: '443',
  protocol: '6',
  packets: '20',
  bytes: '4249',
  start: '1723458600',
  end: '1723458660',
  action: 'REJECT',
  'log-status': 'OK',
  'tcp-flags': '19',
  type: 'IPv4',
  'pkt-srcaddr': '10.0.1.101',
  'pkt-dstaddr': '203.0.113.51',
  'flow-direction': 'egress',
  'traffic-path': '8',
};
const textOf = (column: string) => VALUES[column] ?? `${column}-value`;
const [event] = normaliseAll(awsVpcFlow, [COLUMNS.join(' '), COLUMNS.map(textOf).join(' ')]).events;

describe('fieldPaths', () => {
  it.each(COLUMNS.filter((column) => column !== 'end'))('has the value of %s in the event', (column) => {
    const found = awsVpcFlow
      .fieldPaths(column)
      .flatMap((path) => valueAt(event, path))
      .filter((value) => value !== undefined);

    expect(found.map(String)).toEqual([textOf(column)]);
  });

  it('has no path for the end, which OCSF counts in milliseconds, nor for what no flow log has', () => {
    expect(['end', 'eventName', '', '__proto__'].flatMap(awsVpcFlow.fieldPaths)).toEqual([]);
  });

  it('takes the names of firewall rules and of tables', () => {
    expect(awsVpcFlow.fieldPaths('src_ip')).toEqual(['src_endpoint.ip']);
    expect(awsVpcFlow.fieldPaths('dst_port')).toEqual(['dst_endpoint.port']);
    expect(awsVpcFlow.fieldPaths('interface_id')).toEqual(['device.interface_uid']);
  });

  it('has a path for every field it suggests', () => {
    expect(awsVpcFlow.fields.filter((field) => awsVpcFlow.fieldPaths(field).length === 0)).toEqual([]);
  });
});
