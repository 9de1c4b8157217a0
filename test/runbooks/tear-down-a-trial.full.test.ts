import { parse } from 'yaml';
import { at, type Resource, resourcesOf } from '../../infra/policy/template';
import { promisesOf } from '../../infra/release/stores';
import { TERRAFORM_STORES } from '../../infra/release/terraform-stores';
import { isObject, type JsonObject, object } from '../../lib/json';
import { CONFIGURATIONS } from '../infra/policy/synthesized';
import { synthesizedFrom } from '../infra/release/baseline';
import { removeOutputs } from '../infra/support';
import { AWS, AZURE, GCP } from '../lib/config/support';
import { argumentsOf, procedure } from './page';

const PAGE = procedure('Tear down a trial');

afterAll(removeOutputs);

const everyCloud = (lifecycle: string) =>
  synthesizedFrom(
    parse(`version: 1\nname: acme\nvolume: startup\nlifecycle: ${lifecycle}\n${AWS}${AZURE}${GCP}`),
  );
const storesIn = ({ aws }: ReturnType<typeof everyCloud>) =>
  aws.flatMap((stack) => resourcesOf(stack)).filter(promisesOf);
/** Tables of the catalogue and topics hold nothing: what is in a lake's bucket is the data. */
const HOLDS_NOTHING = ['AWS::Glue::Table', 'AWS::Glue::Database', 'AWS::SNS::Topic', 'AWS::Events::Archive'];
const named = ({ stack, logicalId }: Resource) => `${stack.stack} ${logicalId}`;

/** The one body of a type of Terraform resource. */
function body({ terraform }: ReturnType<typeof everyCloud>, type: string): JsonObject {
  const bodies = Object.values(terraform).flatMap((stack) =>
    Object.values(object(at(stack.resource, type)) ?? {}),
  );
  return object(bodies[0]) ?? {};
}

describe.each([
  ['a trial of one account', CONFIGURATIONS['examples/trial.yaml']],
  ['a trial organization', CONFIGURATIONS['a trial organization']],
])('%s', (_, text = '') => {
  const stores = storesIn(synthesizedFrom(parse(text)));

  it('goes with its stacks: nothing is retained', () => {
    expect(stores.length).toBeGreaterThan(10);
    expect(stores.filter(({ body: { DeletionPolicy } }) => DeletionPolicy === 'Retain').map(named)).toEqual(
      [],
    );
  });

  it('locks and protects nothing', () => {
    const held = stores.filter(
      ({ properties }) =>
        properties.ObjectLockEnabled !== undefined ||
        properties.ObjectLockConfiguration !== undefined ||
        properties.DeletionProtectionEnabled === true,
    );

    expect(held.map(named)).toEqual([]);
  });

  it('empties each bucket before it deletes it', () => {
    const buckets = stores.filter(({ type }) => type === 'AWS::S3::Bucket');
    const notEmptied = buckets.filter(
      ({ stack, logicalId }) =>
        !resourcesOf(stack, 'Custom::S3AutoDeleteObjects').some(
          ({ properties }) => at(properties, 'BucketName.Ref') === logicalId,
        ),
    );

    expect(buckets.length).toBeGreaterThan(3);
    expect(notEmptied.map(named)).toEqual([]);
  });

  it('is rid of its keys after seven days', () => {
    const keys = stores.filter(({ type }) => type === 'AWS::KMS::Key');

    expect(new Set(keys.map(({ properties }) => properties.PendingWindowInDays))).toEqual(new Set([7]));
    expect(PAGE.text).toContain('7 days later');
  });
});

describe('production', () => {
  it('leaves behind whatever keeps data, and the keys to it', () => {
    const stores = storesIn(synthesizedFrom(parse(CONFIGURATIONS['everything there is'] ?? '')));
    const gone = stores.filter(
      ({ type, body: { DeletionPolicy } }) => !HOLDS_NOTHING.includes(type) && DeletionPolicy !== 'Retain',
    );

    // What is on its way is in raw, or comes again.
    const passing = gone.filter(({ type }) => type === 'AWS::SQS::Queue' || type === 'AWS::Kinesis::Stream');
    const others = gone.filter((one) => !passing.includes(one));
    expect(passing.length).toBeGreaterThan(3);
    expect(others.map(({ properties }) => String(properties.LogGroupName))).toEqual([
      expect.stringContaining('/aws/kinesisfirehose/'),
      expect.stringContaining('/aws/kinesisfirehose/'),
    ]);
  });
});

describe('on Azure and Google Cloud', () => {
  it('a trial may be destroyed with what it holds, production may not', () => {
    const [trial, production] = [everyCloud('trial'), everyCloud('production')];
    const protectedTypes = (all: typeof trial) =>
      Object.keys(TERRAFORM_STORES).filter(
        (type) => at(body(all, type), 'lifecycle.prevent_destroy') === true,
      );

    expect(protectedTypes(trial)).toEqual([]);
    expect(protectedTypes(production)).toEqual([
      'azurerm_storage_account',
      'azurerm_storage_container',
      'google_storage_bucket',
      'google_kms_crypto_key',
    ]);
    expect([body(trial, 'google_storage_bucket'), body(production, 'google_storage_bucket')]).toMatchObject([
      { force_destroy: true },
      { force_destroy: false },
    ]);
    expect(at(body(trial, 'google_storage_bucket'), 'retention_policy')).toBeUndefined();
    expect(isObject(body(trial, 'azurerm_storage_container_immutability_policy').locked)).toBe(false);
  });
});

describe('the commands', () => {
  it('name the stacks that there are', () => {
    const [cdktf = []] = argumentsOf(PAGE, 'KUMOMORI_CONFIG=FILE cdktf destroy', { NAME: 'acme' });
    const [cdk = []] = argumentsOf(PAGE, 'npx cdk destroy', { NAME: 'acme' });

    expect(cdktf).toEqual(Object.keys(everyCloud('trial').terraform));
    expect(cdk.at(-1)).toBe('acme/**');
  });
});
