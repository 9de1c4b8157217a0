import { BUNDLE_READERS } from '../../../lib/rules/bundle-readers';
import { publishedAt } from '../../../lib/rules/pointer';
import { type Current, currentPointer } from '../../../lib/rules/publish-bundle';
import { metricRange } from '../../../lib/targets/aws/metric-range';
import { signedPost } from '../../../lib/targets/aws/signed-post';
import type { MetricName } from '../../../lib/telemetry';
import { systemClock } from '../clock';
import { EXIT } from '../errors';
import { loadPlatform, type PlatformOptions } from '../platform';
import { printable } from '../terminal';
import { openPlace } from './rules-place';

interface StatusOptions extends PlatformOptions {
  readonly json?: boolean;
}

/** What a function told of the rules it works with. */
interface InUse {
  readonly handler: string;
  /** `current`, `deployed`, `published <when>`, several of these while they change, or why nothing is known. */
  readonly uses: string;
}

const METRIC: MetricName = 'BundleSequence';
/** Functions tell at least as often as they look; three looks, in seconds. */
const LOOKS = 3 * 60;

/** `kumomori rules status`: which published version is in force, and what functions say they use. */
export async function rulesStatus({ json, ...options }: StatusOptions): Promise<void> {
  const { platform } = await loadPlatform(options);
  const { aws, place, keys } = openPlace(platform);
  const current = await currentPointer(place, keys);
  const to = systemClock.nowMicros() / 1_000_000;
  const from = to - LOOKS * (platform.detections.bundle?.everyMinutes ?? 1);
  const post = signedPost('monitoring', aws.homeRegion);
  const uses = await Promise.all(
    BUNDLE_READERS.map(async (handler) => {
      const asked = { namespace: platform.name, name: METRIC, handler, from, to };
      const range = await metricRange(post, asked).catch(textOf);
      return { handler, uses: typeof range === 'string' ? range : inUse(range, current) };
    }),
  );
  process.stdout.write(json ? asJson(place.name, current, uses) : asText(place.name, current, uses));
  if (current.problem !== undefined) {
    process.exitCode = EXIT.failed;
  }
}

function inUse(range: Awaited<ReturnType<typeof metricRange>>, { pointer }: Current): string {
  if (range === undefined) {
    return 'nothing told of late: it had nothing to do, or is not deployed';
  }
  const name = (sequence: number) =>
    sequence === 0
      ? 'deployed'
      : sequence === pointer?.sequence
        ? 'current'
        : `published ${publishedAt({ sequence })}`;
  return [...new Set([range.low, range.high])].map(name).join(' to ');
}

function asJson(bucket: string, { pointer, problem }: Current, functions: readonly InUse[]): string {
  const published = pointer && publishedAt(pointer);
  return `${JSON.stringify({ bucket, ...pointer, published, problem, functions }, undefined, 2)}\n`;
}

function asText(bucket: string, { pointer, problem }: Current, functions: readonly InUse[]): string {
  const force =
    pointer === undefined
      ? (problem ?? 'nothing is published: functions use what was deployed')
      : `version ${pointer.version}, published ${publishedAt(pointer)}`;
  const lines = [
    `${bucket}: ${force}`,
    ...(pointer?.earlier ?? []).map((version) => `  before: ${version}`),
    ...functions.map(({ handler, uses }) => `${handler}: ${uses}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
