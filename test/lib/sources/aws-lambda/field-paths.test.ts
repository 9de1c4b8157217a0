import type { JsonValue } from '../../../../lib/json';
import { awsLambda } from '../../../../lib/sources/aws-lambda/source';
import { valueAt } from '../aws/normalise';
import { message, readDelivery } from './messages';

describe('fieldPaths', () => {
  it.each<[string, string, number, JsonValue]>([
    ['type', 'text-invocation', 4, 'platform.report'],
    ['requestId', 'text-invocation', 4, '3f2f1c4e-8a51-4b1f-9d3e-0c5a7b6d2e10'],
    ['record.metrics.maxMemoryUsedMB', 'text-invocation', 4, 71],
    ['metrics.initDurationMs', 'text-invocation', 4, 200.25],
    ['functionName', 'text-invocation', 4, 'orders'],
    ['functionName', 'text-failures', 0, 'thumbnails'],
    ['logGroup', 'text-failures', 0, 'shop-functions'],
    ['owner', 'text-failures', 0, '111122223333'],
    ['status', 'text-failures', 0, 'timeout'],
    ['errorType', 'text-failures', 3, 'Runtime.OutOfMemory'],
    ['message', 'text-failures', 0, 'Task timed out after 3.00 seconds'],
    ['version', 'text-invocation', 2, '7'],
    ['traceId', 'json-invocation', 1, '1-66b9e3a8-0123456789abcdef01234567'],
    ['name', 'text-invocation', 1, 'audit-agent'],
    ['runtimeVersion', 'text-invocation', 0, 'nodejs:20.v40'],
    ['spans.name', 'json-invocation', 2, 'responseLatency'],
    ['reason', 'json-invocation', 4, 'Logs were produced faster than they could be delivered.'],
  ])('finds %s in %s', async (field, name, index, value) => {
    const event = (await readDelivery(message(name))).events[index];
    const found = awsLambda
      .fieldPaths(field)
      .flatMap((path) => valueAt(event, path))
      .filter((one) => one !== undefined);

    expect(found).toEqual([value]);
  });

  it('has no path for what Lambda does not log, and one for every field it suggests', () => {
    expect(['eventName', '', 'record.type', '__proto__'].flatMap(awsLambda.fieldPaths)).toEqual([]);
    expect(awsLambda.fields.filter((field) => awsLambda.fieldPaths(field).length === 0)).toEqual([]);
  });
});
