import { spawn } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { cloudTrailRecord } from '../../functions/local/demo/cloudtrail';
import { seeded } from '../../functions/local/demo/random';
import { CLI, kumomori, type Run, write } from '../functions/local/support/cli';

/** A trail's file of calls on a day, some of which stop the trail: findings, and a record nobody can read. */
export function trailOf(day: string): string {
  const random = seeded(Number(day.slice(-2)));
  const call = (eventName: string, minute: number) =>
    cloudTrailRecord(random, Date.parse(`${day}T10:00:00Z`) + minute * 60_000, {
      eventSource: 'cloudtrail.amazonaws.com',
      eventName,
      readOnly: false,
      recipientAccountId: '111111111111',
      requestParameters: { name: 'acme' },
    });
  const names = ['StartLogging', 'StopLogging', 'DeleteTrail', 'StopLogging', 'LookupEvents'];
  return JSON.stringify({ Records: [...names.map((name, index) => call(name, index)), 'no record'] });
}

/** Writes it to a file that was last written that day, which is what a lake on this machine goes by. */
export function writeTrail(folder: string, day: string): string {
  const path = write(folder, `logs/${day}.json`, trailOf(day));
  const written = Date.parse(`${day}T11:00:00Z`) / 1000;
  utimesSync(path, written, written);
  return path;
}

/** The rows of an answer. */
export function query(lake: string, sql: string): readonly Record<string, unknown>[] {
  const { status, stdout, stderr } = kumomori(['query', '--lake', lake, '--json', sql]);
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Record<string, unknown>[];
}

/** Runs the built command line while servers of this process answer it. */
export function kumomoriMeanwhile(args: readonly string[]): Promise<Run> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, [CLI, ...args], { env: process.env });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('close', (status) =>
      settle({ status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
}

/** A platform of one account. */
export const PLATFORM = `version: 1
name: acme
lifecycle: trial
volume: startup
aws:
  home_region: eu-west-1
  accounts: [{ name: Security, id: '222222222222', role: security }]
`;

/** A trail's file: somebody stops it. */
export function stopBy(userName: string, day: string): string {
  const record = {
    eventVersion: '1.08',
    userIdentity: { type: 'IAMUser', userName, accountId: '111111111111' },
    eventTime: `${day}T10:30:00Z`,
    eventID: `${userName}-${day}`,
    eventName: 'StopLogging',
    eventSource: 'cloudtrail.amazonaws.com',
    awsRegion: 'us-east-1',
    recipientAccountId: '111111111111',
    requestParameters: { name: 'acme' },
  };
  return JSON.stringify({ Records: [record] });
}
