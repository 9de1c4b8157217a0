import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isObject } from '../../../../lib/json';
import { azureActivity } from '../../../../lib/sources/azure-activity/source';
import { describeWith, SHARED } from '../../../support/needs';
import { fixturePairs, onlyEvent, valuesAt } from './normalised';

const raws = new Map(fixturePairs('azure-activity').map(({ name, raw }) => [name, raw]));

test.each([
  ['diagnostics-write', 'operationName', 'MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE'],
  ['diagnostics-write', 'OperationNameValue', 'MICROSOFT.NETWORK/NETWORKSECURITYGROUPS/SECURITYRULES/WRITE'],
  ['diagnostics-write', 'ResourceProviderValue', 'MICROSOFT.NETWORK'],
  ['diagnostics-write', 'CategoryValue', 'Administrative'],
  ['diagnostics-write', 'ResultType', 'Success'],
  ['diagnostics-write', 'properties.message', 'Microsoft.Network/networkSecurityGroups/securityRules/write'],
  ['diagnostics-write', 'properties.hierarchy', '77777777/mg-shop'],
  ['diagnostics-write', 'identity.authorization.evidence.role', 'Network Contributor'],
  ['diagnostics-write', 'identity.claims.appid', 'c44b4083-0000-4000-8000-0000000000ff'],
  ['diagnostics-write', 'identity.claims.ipaddr', '198.51.100.7'],
  ['diagnostics-write', 'azure.activitylogs.identity.claims.name', 'Hanako Yamada'],
  ['rest', 'httpRequest.method', 'DELETE'],
  ['sdk-snake-case', 'operation_name', 'Microsoft.Storage/storageAccounts/listKeys/action'],
  ['log-analytics', 'Caller', 'taro@shop.example'],
  ['storage-read', 'properties.accountName', 's1'],
  ['storage-read', 'statusCode', 404],
])('in %s the rule field %s holds what the log said', (name, field, value) => {
  const event = onlyEvent(azureActivity, raws.get(name));

  const found = azureActivity.fieldPaths(field).flatMap((path) => valuesAt(event, path));

  expect(found).toContainEqual(value);
});

test.each(['eventName2', 'constructor', '__proto__', 'gcp.audit.method_name', ''])(
  'has no place for the field %p',
  (field) => {
    expect(azureActivity.fieldPaths(field)).toEqual([]);
  },
);

test('every field it advertises has a place', () => {
  expect(azureActivity.fields.filter((field) => azureActivity.fieldPaths(field).length === 0)).toEqual([]);
});

describeWith(['shared'], 'the published rules for this source', () => {
  const folder = join(SHARED, 'sigma', 'rules', 'cloud', 'azure', 'activity_logs');
  const fields = () =>
    readdirSync(folder).flatMap((file) => {
      const { detection } = parse(readFileSync(join(folder, file), 'utf8')) as {
        detection: Record<string, unknown>;
      };
      return Object.values(detection).flatMap((selection) =>
        isObject(selection) ? Object.keys(selection) : [],
      );
    });

  test('find a place for every field they name', () => {
    const names = new Set(fields().map((field) => field.split('|', 1)[0] ?? ''));

    expect([...names].filter((name) => azureActivity.fieldPaths(name).length === 0)).toEqual([]);
    expect(names.size).toBeGreaterThan(3);
  });
});
