import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DriveContext, driveBatches, type ReplayTotals } from '../../../lib/ingest/replay/drive-batches';
import { type FoundBatches, findBatches, type ReplayScope } from '../../../lib/ingest/replay/find-batches';
import type { BlobStore } from '../../../lib/ports/blob-store';
import { clientOptions } from '../../../lib/targets/aws/client-options';
import { openLake } from '../../../lib/targets/aws/open-lake';
import { sendMessages } from '../../../lib/targets/aws/queue';
import { listRawVersions } from '../../../lib/targets/aws/raw-versions';
import { signedPost } from '../../../lib/targets/aws/signed-post';
import { type AwsPlatform, openAwsPlatform } from '../aws-platform';
import { systemClock } from '../clock';
import { EXIT, UsageError } from '../errors';
import { rawFoldersOf, readSource } from '../source-folders';
import { readTimeSpan } from '../time-range';
import { remark } from './query-output';
import type { ReplayOptions } from './replay';

const REPLAY = /^[0-9A-Za-z-]{1,64}$/;
/** More would keep new logs waiting behind them. */
const MOST_AT_ONCE = 50;

/** `kumomori replay --target aws`: has the pipeline make batches again, a few at a time, and waits for them. */
export async function replayAws(options: ReplayOptions, pause: DriveContext['pause'] = wait): Promise<void> {
  const opened = await openAwsPlatform(options);
  const scope = scopeOf(opened, options);
  const { home } = opened;
  const lake = openLake(opened.s3(home), new DynamoDBClient(clientOptions(home)), opened);
  const sum = newSum();
  if (options.dryRun) {
    for await (const found of findBatches(scope, { lake })) {
      sum.add(found);
    }
    print(options, { ...sum.counts, replay: null }, `would make ${sum.counts.batches} batches again\n`);
    return;
  }
  const replay = nameOf(options.resume);
  remark(`replay ${replay}: after an interruption, go on with --resume ${replay}`);
  const totals = await drive(opened, lake, scope, { ...options, replay, sum, pause });
  print(options, { ...sum.counts, replay, ...totals }, totalsText(totals));
  const undone = totals.outcomes.failed + totals.outcomes.unanswered + sum.counts.archived;
  process.exitCode = undone > 0 ? EXIT.failed : EXIT.clean;
}

async function drive(
  { home, queue }: AwsPlatform,
  lake: BlobStore,
  scope: ReplayScope,
  options: ReplayOptions & {
    readonly replay: string;
    readonly sum: ReturnType<typeof newSum>;
    readonly pause: DriveContext['pause'];
  },
): Promise<ReplayTotals> {
  const post = signedPost('sqs', home);
  const enqueue = (bodies: readonly string[]) => sendMessages(post, queue, bodies);
  async function* batches() {
    for await (const found of findBatches(scope, { lake, enqueue })) {
      options.sum.add(found);
      yield* found.batches;
    }
  }
  let done = 0;
  return driveBatches(
    batches(),
    {
      replay: options.replay,
      asked: randomBytes(8).toString('hex'),
      alerts: options.alerts !== false,
      atOnce: readAtOnce(options.atOnce),
    },
    {
      lake,
      clock: systemClock,
      enqueue,
      pause: options.pause,
      onOutcome: (batch, outcome) => {
        done += 1;
        remark(`${done} of ${options.sum.counts.batches} batches found so far: ${batch} ${outcome}`);
      },
    },
  );
}

function scopeOf({ platform, raw, s3 }: AwsPlatform, options: ReplayOptions): ReplayScope {
  const range = readTimeSpan(options);
  if (range === undefined || options.batch !== undefined) {
    throw new UsageError('replay --target aws: give --from and --to; --batch is for a lake on this machine');
  }
  return {
    range,
    folders: rawFoldersOf(platform.sources, readSource(options.source)),
    raw: raw.map((place) => {
      const client = s3(place.region);
      return { ...place, list: (prefix) => listRawVersions(client, place.bucket, prefix) };
    }),
  };
}

/** What was found so far, all days together. */
function newSum() {
  const counts = { objects: 0, bytes: 0, batches: 0, unclaimed: 0, archived: 0, waiting: 0 };
  return {
    counts,
    add: ({ objects, bytes, batches, unclaimed, archived }: FoundBatches) => {
      counts.objects += objects;
      counts.bytes += bytes;
      counts.batches += batches.length;
      counts.unclaimed += unclaimed;
      counts.archived += archived.objects;
      counts.waiting += archived.batches;
    },
  };
}

type Counts = ReturnType<typeof newSum>['counts'];

function print(
  options: ReplayOptions,
  report: Counts & { readonly replay: string | null },
  text: string,
): void {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return;
  }
  const { objects, bytes, unclaimed, archived, waiting } = report;
  const told = report.replay === null ? 'would be told of' : 'told of';
  process.stdout.write(
    `${objects} raw objects of ${bytes} bytes; ${unclaimed} that no batch had: ${told} to be ingested\n${text}`,
  );
  if (archived > 0) {
    const { from, to, source } = options;
    const of = source === undefined ? '' : ` --source ${source}`;
    process.stdout.write(
      `${archived} objects are archived, and ${waiting} batches left out for them: kumomori restore --raw --from ${from} --to ${to}${of}, then replay again\n`,
    );
  }
}

function totalsText({ outcomes, events, findings, quarantined, troubles }: ReplayTotals): string {
  const { driven, unchanged, before, failed, unanswered } = outcomes;
  const lines = [
    `${driven} batches made again, ${unchanged} unchanged, ${before} done before, ${failed} failed, ${unanswered} not heard of`,
    `${events} events, ${findings} findings, ${quarantined} records quarantined`,
    ...troubles.map(({ batch, reason }) => `  batch ${batch}: ${reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function nameOf(resume: string | undefined): string {
  if (resume !== undefined && !REPLAY.test(resume)) {
    throw new UsageError(`--resume ${resume}: no name of a replay; give what an earlier run printed`);
  }
  return resume ?? `${systemName()}-${randomBytes(3).toString('hex')}`;
}

/** 20240812T103000Z. */
function systemName(): string {
  return new Date(systemClock.nowMicros() / 1000).toISOString().replace(/[-:]|\.\d+/g, '');
}

function readAtOnce(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > MOST_AT_ONCE) {
    throw new UsageError(`--at-once ${text}: a whole number from 1 to ${MOST_AT_ONCE}`);
  }
  return number;
}
