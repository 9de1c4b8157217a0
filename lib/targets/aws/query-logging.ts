import { randomUUID } from 'node:crypto';
import type { MemberRegion, QueryLogAssociation, QueryLogConfig } from '../../enrolment/ports';
import { isObject, type JsonObject, list, object, text } from '../../json';
import { ownTags } from './own-tags';
import { AwsApiError, type ResolverApi } from './resolver-api';

type QueryLogging = Pick<
  MemberRegion,
  | 'queryLogConfigs'
  | 'createQueryLogConfig'
  | 'queryLogAssociations'
  | 'associate'
  | 'disassociate'
  | 'deleteQueryLogConfig'
>;

/** Resolver query logging of one region of one account. Configurations are the platform's by their name. */
export function queryLogging(call: ResolverApi, account: string, name: string): QueryLogging {
  const ownName = `${name}-queries`;
  return {
    async *queryLogConfigs() {
      for await (const item of pages(call, 'ListResolverQueryLogConfigs', 'ResolverQueryLogConfigs', {})) {
        const config = configOf(item, account, ownName);
        if (config) {
          yield config;
        }
      }
    },
    async createQueryLogConfig(destination) {
      const created = await call('CreateResolverQueryLogConfig', {
        Name: ownName,
        DestinationArn: destination,
        CreatorRequestId: randomUUID(),
        Tags: ownTags(name),
      });
      const config = configOf(object(created.ResolverQueryLogConfig) ?? {}, account, ownName);
      if (!config) {
        throw new Error('CreateResolverQueryLogConfig answered without the configuration it made');
      }
      return config;
    },
    async *queryLogAssociations(config) {
      const operation = 'ListResolverQueryLogConfigAssociations';
      const filters = { Filters: [{ Name: 'ResolverQueryLogConfigId', Values: [config] }] };
      for await (const item of pages(call, operation, 'ResolverQueryLogConfigAssociations', filters)) {
        const association = associationOf(item);
        if (association) {
          yield association;
        }
      }
    },
    associate: (config, vpc) =>
      unless('ResourceExistsException', () => call('AssociateResolverQueryLogConfig', pair(config, vpc))),
    disassociate: (config, vpc) =>
      unless('ResourceNotFoundException', () =>
        call('DisassociateResolverQueryLogConfig', pair(config, vpc)),
      ),
    deleteQueryLogConfig: (config) =>
      unless('ResourceNotFoundException', () =>
        call('DeleteResolverQueryLogConfig', { ResolverQueryLogConfigId: config }),
      ),
  };
}

const pair = (config: string, vpc: string) => ({ ResolverQueryLogConfigId: config, ResourceId: vpc });

function configOf(item: JsonObject, account: string, ownName: string): QueryLogConfig | undefined {
  const [id, destination] = [text(item.Id), text(item.DestinationArn)];
  const gone = item.Status === 'DELETING' || item.Status === 'FAILED';
  return id === undefined || destination === undefined || gone
    ? undefined
    : { id, destination, own: item.Name === ownName && item.OwnerId === account };
}

function associationOf(item: JsonObject): QueryLogAssociation | undefined {
  const vpc = text(item.ResourceId);
  if (vpc === undefined || item.Status === 'DELETING') {
    return undefined;
  }
  const failed = item.Status === 'FAILED' || item.Status === 'ACTION_NEEDED';
  return failed
    ? { vpc, failure: text(item.ErrorMessage) ?? text(item.Error) ?? String(item.Status) }
    : { vpc };
}

async function* pages(
  call: ResolverApi,
  operation: string,
  items: string,
  input: JsonObject,
): AsyncIterable<JsonObject> {
  let token: string | undefined;
  do {
    const page = await call(operation, {
      ...input,
      MaxResults: 100,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    yield* list(page[items]).filter(isObject);
    token = text(page.NextToken);
  } while (token !== undefined);
}

async function unless(harmless: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof AwsApiError && error.name === harmless)) {
      throw error;
    }
  }
}
