import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../../../../lib/json';
import { errors } from '../../../../lib/ocsf/validate';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';
import { describeWith, SHARED } from '../../../support/needs';
import { normaliseAll, valueAt } from '../aws/normalise';

const read = (name: string) => readFileSync(join(SHARED, 'corpora', 'aws-vpcflow', name), 'utf8');
const V2 = 'version account eni src dst sport dport proto packets bytes start end action status'.split(' ');

/** The facts of a line whose first fourteen columns are the default ones, read on its own terms. */
function expectedOf(line: string) {
  const column = Object.fromEntries(line.split(' ').map((value, index) => [V2[index] ?? index, value]));
  return {
    who: column.eni,
    account: column.account,
    from: `${column.src}:${column.sport}`,
    to: `${column.dst}:${column.dport}`,
    protocol: Number(column.proto),
    amount: [Number(column.packets), Number(column.bytes)],
    status: column.action === 'ACCEPT' ? 'Success' : 'Failure',
    time: Number(column.start) * 1000,
  };
}

function actualOf(event: JsonObject) {
  const end = (side: string) => `${valueAt(event, `${side}.ip`)}:${valueAt(event, `${side}.port`)}`;
  return {
    who: valueAt(event, 'device.interface_uid'),
    account: valueAt(event, 'cloud.account.uid'),
    from: end('src_endpoint'),
    to: end('dst_endpoint'),
    protocol: valueAt(event, 'connection_info.protocol_num'),
    amount: [valueAt(event, 'traffic.packets'), valueAt(event, 'traffic.bytes')],
    status: event.status,
    time: event.time,
  };
}

describeWith(['shared'], 'real flow log lines', () => {
  it.each(['ot-vpcflow-ecs.log', 'ot-vpcflow-v2-multi.log'])('of %s say what they say', (name) => {
    const lines = read(name).trim().split('\n');
    const { events } = normaliseAll(awsVpcFlow, lines);

    expect(lines.every((line) => awsVpcFlow.recognise(line))).toBe(true);
    expect(events.map(actualOf)).toEqual(lines.slice(1).map(expectedOf));
    expect(events.flatMap((event) => errors(event))).toEqual([]);
  });

  it('give one event from CloudWatch Logs and from S3', () => {
    const messages = JSON.parse(read('ot-vpcflow-cloudwatch.json')).logEvents.filter(isObject);
    const streamed = normaliseAll(
      awsVpcFlow,
      messages.map(({ message }: JsonObject) => message),
    );
    const stored = normaliseAll(awsVpcFlow, read('ot-vpcflow-v2-multi.log').trim().split('\n'));

    expect(streamed.events).toHaveLength(2);
    expect(streamed.events).toEqual(stored.events);
  });
});
