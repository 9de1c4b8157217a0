import type { Template } from 'aws-cdk-lib/assertions';
import { isObject, list, object, text } from '../../../lib/json';
import { grantsOf } from '../../infra/pipeline-support';
import type { Shipment } from './asset';
import type { Passed } from './gate';

/** An action of IAM on a resource: `s3:PutObject acme-lake/events/a`. */
export interface Call {
  readonly action: string;
  readonly resource: string;
}

/** What IAM would have been asked for a request. Source: Service Authorization Reference. */
export function callOf({ method, path, query, target, body }: Passed): Call {
  if (target !== undefined) {
    const [service, operation = ''] = target.split('.');
    const input: unknown = JSON.parse(body.toString());
    if (service === 'AWSEvents') {
      const [entry] = isObject(input) ? list(input.Entries) : [];
      return { action: `events:${operation}`, resource: text(object(entry)?.EventBusName) ?? '' };
    }
    const named = isObject(input)
      ? (text(input.TableName) ?? text(input.QueueUrl)?.replace(/^.*\//, ''))
      : '';
    return service === 'AmazonSQS'
      ? { action: `sqs:${operation.replace('Batch', '')}`, resource: named ?? '' }
      : { action: `dynamodb:${operation}`, resource: named ?? '' };
  }
  if (method === 'POST' && path === '/') {
    const form = new URLSearchParams(body.toString());
    return { action: `sns:${form.get('Action')}`, resource: form.get('TopicArn')?.replace(/^.*:/, '') ?? '' };
  }
  const resource = path.slice(1).replace(/\/$/, '');
  const action = query.includes('list-type=2')
    ? 'ListBucket'
    : ({ PUT: 'PutObject', DELETE: 'DeleteObject' }[method] ?? 'GetObject');
  return { action: `s3:${action}`, resource };
}

/** What a function's role may do, its resources as `callOf` names them; its own log aside. */
export function allowedCalls(template: Template, role: string, shipment: Shipment): Call[] {
  const { lake, alerts, bus, operations, queue, table } = shipment;
  const named = (resource: string) =>
    resource
      .replace(/^arn:\$\{Partition\}:s3:::/, '')
      .replace(/^\$\{LakeBucket\w+\}/, lake)
      .replace(/^\$\{AlertsTopic\w+\}/, alerts)
      .replace(/^\$\{OperationsTopic\w+\}/, operations)
      .replace(/^arn:\$\{Partition\}:events:[^/]+event-bus\//, '')
      .replace(/^\$\{FindingsBus\w+\}/, bus)
      .replace(/^\$\{IngestQueue\w+\}/, queue)
      .replace(/^\$\{StateTable\w+\}/, table);
  return grantsOf(template, role)
    .flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ action, resource: named(resource) }))),
    )
    .filter(({ action }) => !/^(?:logs|xray):/.test(action));
}

/** Whether what is allowed covers a call; `*` stands for anything. */
export function covers(allowed: Call, call: Call): boolean {
  const [start = '', ...rest] = allowed.resource.split('*');
  return (
    allowed.action === call.action &&
    (rest.length === 0 ? allowed.resource === call.resource : call.resource.startsWith(start))
  );
}
