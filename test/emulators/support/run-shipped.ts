import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { outputDirectory } from '../../infra/support';
import type { Shipment } from './asset';

const RUN_HANDLER = join(__dirname, 'run-handler.cjs');
const TIMEOUT_MS = 300_000;

/** How a run ended: what the handler answered; no answer when it was killed. */
export interface Ended {
  readonly answer: unknown;
  readonly killed: boolean;
}

/**
 * Runs a handler as it is shipped, in a process of its own from an empty folder, with the template's environment.
 * Throws with what it wrote when it fails; `started` is given the process, which it may kill.
 */
export async function runShipped(
  node: string,
  shipment: Shipment,
  handler: keyof Shipment['functions'],
  event: unknown,
  environment: Readonly<Record<string, string>>,
  started: (child: ChildProcess) => void = () => undefined,
): Promise<Ended> {
  const { code, environment: own } = shipment.functions[handler];
  const child = spawn(node, [RUN_HANDLER, code, JSON.stringify(event), String(TIMEOUT_MS)], {
    cwd: outputDirectory(),
    // The layer is where the test has it, in place of Lambda's /opt.
    env: { ...environment, ...own, SETTINGS: own.SETTINGS?.replace('/opt/', `${shipment.layer}/`) ?? '' },
  });
  started(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  await new Promise((resolve) => child.once('close', resolve));
  if (child.killed) {
    return { answer: undefined, killed: true };
  }
  const answer = /^ANSWER (.*)$/m.exec(out)?.[1];
  if (answer === undefined) {
    throw new Error(`${handler} ended with ${child.exitCode}: ${err}${out}`);
  }
  return { answer: JSON.parse(answer), killed: false };
}
