import { functionName } from '../../../infra/policy/names';
import { claimOf, parseWish, type Wish } from '../../../lib/alerts/respond/wish';
import { object } from '../../../lib/json';
import { prove } from '../../../lib/targets/aws/caller-identity';
import { invokeFunction } from '../../../lib/targets/aws/invoke-function';
import { formatMicros } from '../../../lib/time';
import { EXIT, UsageError } from '../errors';
import { loadPlatform, type PlatformOptions } from '../platform';
import { printable } from '../terminal';

interface Options extends PlatformOptions {
  readonly json?: boolean;
}

interface ApproveOptions extends Options {
  readonly reason: string;
  readonly deny?: boolean;
}

interface RequestOptions extends Options {
  readonly alert: string;
  readonly action: string;
  readonly target: string;
  readonly reason: string;
  readonly minutes: string;
}

/** `kumomori approve`: exit status 1 when it was refused. */
export async function approve(approval: string, { deny, reason, ...options }: ApproveOptions): Promise<void> {
  await wishFor({ do: deny ? 'deny' : 'approve', approval, reason }, options);
}

/** `kumomori request-approval`: prints the approval's id. */
export async function requestApproval({ minutes, ...options }: RequestOptions): Promise<void> {
  const { alert, action, target, reason } = options;
  if (!/^\d{1,4}$/.test(minutes) || Number(minutes) < 2 || Number(minutes) > 1440) {
    throw new UsageError(`--minutes: expected 2 to 1440, got ${minutes}`);
  }
  // Clocks differ: of a day, a minute less.
  const seconds = Math.min(Number(minutes) * 60, 86_340);
  const expires = formatMicros((Date.now() + seconds * 1000) * 1000);
  await wishFor({ do: 'request', alert, action, target, reason, expires }, options);
}

async function wishFor(asked: Wish, options: Options): Promise<void> {
  const { platform } = await loadPlatform(options);
  if (!platform.aws) {
    throw new UsageError('approvals are on AWS only: the configuration has no section aws');
  }
  const wish = parseWish(asked);
  if (!wish.ok) {
    throw new UsageError(wish.problem);
  }
  const { homeRegion, securityAccount } = platform.aws;
  const claim = claimOf(wish.value, { platform: platform.name, account: securityAccount });
  const proof = await prove(claim, homeRegion);
  const name = functionName(platform, 'approve');
  const answer = object(await invokeFunction(name, homeRegion, { ...wish.value, proof }));
  const granted = object(answer?.value);
  if (options.json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  } else if (granted) {
    process.stdout.write(
      `approval ${printable(`${granted.approval}: ${granted.status} (you: ${granted.by})`)}\n`,
    );
  } else {
    process.stderr.write(`kumomori: refused: ${printable(String(answer?.problem))}\n`);
  }
  process.exitCode = granted ? EXIT.clean : EXIT.failed;
}
