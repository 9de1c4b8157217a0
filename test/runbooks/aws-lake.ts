import { type IngestContext, ingestMessages } from '../../lib/ingest/ingest-messages';
import { parseRawUri } from '../../lib/ingest/raw-object';
import { isObject, list, object, text } from '../../lib/json';
import type { OcsfEvent } from '../../lib/ocsf/event';
import type { AwsDesk } from '../functions/local/support/aws';
import type { Run } from '../functions/local/support/cli';
import { contextUnder, created, logOf, RULES } from '../lib/ingest/replay/support';
import { MemoryStore } from '../support/memory-store';
import { kumomoriMeanwhile } from './support';

/** Where the configuration of `awsDesk` has them. */
const RAW = 'acme-raw-222222222222-eu-west-1';
export const LAKE = 'acme-lake-222222222222-eu-west-1';
/** Three objects of a day, in two batches. */
const KEYS = ['a-1', 'b-2', 'c-3'].map(
  (name) => `AWSLogs/111111111111/CloudTrail/eu-west-1/2024/08/12/${name}`,
);

/** A lake on AWS as the command line meets it: its buckets, its table, its queue, and the pipeline behind them. */
export class AwsLake {
  store = new MemoryStore();
  private pipeline = this.pipelineUnder(RULES.now);
  private readonly running: Promise<unknown>[] = [];

  constructor(private readonly desk: AwsDesk) {}

  /** Made under some rules; from then on the pipeline has today's. For each test. */
  async fill(rules: readonly string[] = RULES.now): Promise<void> {
    this.store = new MemoryStore();
    this.running.length = 0;
    await ingestMessages(
      KEYS.map((key) => created(key, RAW)),
      this.pipelineUnder(rules).context,
    );
    this.pipeline = this.pipelineUnder(RULES.now);
    const { s3, aws } = this.desk;
    s3.read = (bucket, key) => (bucket === LAKE ? this.store.objects.get(key) : undefined);
    s3.objects.push(
      ...KEYS.map((key) => ({ bucket: RAW, key, versionId: 'v1', stored: '2024-08-12T10:30:00.000Z' })),
    );
    aws.on('GetItem', ({ input }) => {
      const id = text(object(object(input.Key)?.id)?.S) ?? '';
      const holder = this.store.objects.get(`state/claims/${id}`);
      return holder ? { Item: { id: { S: id }, value: { S: Buffer.from(holder).toString() } } } : {};
    });
    aws.on('SendMessageBatch', ({ input }) => {
      const messages = list(input.Entries).flatMap((entry) =>
        isObject(entry) ? [{ messageId: text(entry.Id) ?? '', body: text(entry.MessageBody) ?? '' }] : [],
      );
      this.running.push(ingestMessages(messages, this.pipeline.context));
      return { Successful: [], Failed: [] };
    });
  }

  /** Findings that were raised as alerts. */
  get told(): readonly OcsfEvent[] {
    return this.pipeline.told;
  }

  /** Runs a command, and waits for what it had the pipeline do. */
  async run(args: readonly string[]): Promise<Run> {
    const run = await kumomoriMeanwhile(args);
    await Promise.all(this.running);
    return run;
  }

  /** What `aws s3 rm s3://… --recursive` does. */
  remove(prefixes: readonly string[]): void {
    for (const key of [...this.store.objects.keys()]) {
      if (prefixes.some((prefix) => key.startsWith(prefix))) {
        this.store.objects.delete(key);
      }
    }
  }

  /** What people and engines see of it; replays note what they did elsewhere. */
  visible(): readonly string[] {
    return [...this.store.objects]
      .filter(([key]) => !/^state\/(?:replays|drives|manifests)\//.test(key))
      .map(([key, body]) => `${key} ${Buffer.from(body).toString('base64')}`)
      .sort();
  }

  private pipelineUnder(rules: readonly string[]): {
    readonly context: IngestContext;
    readonly told: OcsfEvent[];
  } {
    return contextUnder(this.store, rules, (rawKey) => logOf(`${parseRawUri(rawKey)?.key}?`));
  }
}
