import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readItems } from '../../../../lib/intake/read';
import type { JsonObject } from '../../../../lib/json';
import type { OcsfEvent } from '../../../../lib/ocsf/event';
import { awsLambda } from '../../../../lib/sources/aws-lambda/source';
import type { Outcome } from '../../../../lib/sources/source';

const FOLDER = join(__dirname, '..', '..', '..', 'fixtures', 'aws-lambda');
const RAW = '.raw.json';

/** The pairs `<case>.raw.json` and `<case>.ocsf.json`: a message of CloudWatch Logs, and what matters of its events. */
export const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(RAW))
  .map((name) => name.slice(0, -RAW.length))
  .map((name) => ({
    name,
    text: readFileSync(join(FOLDER, `${name}${RAW}`), 'utf8'),
    ocsf: JSON.parse(readFileSync(join(FOLDER, `${name}.ocsf.json`), 'utf8')) as JsonObject[],
  }));

export function message(name: string): string {
  return readFileSync(join(FOLDER, `${name}${RAW}`), 'utf8');
}

/** A message of one group with these lines. */
export function messageOf(lines: readonly string[], about: JsonObject = {}): string {
  return JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '111122223333',
    logGroup: '/aws/lambda/orders',
    logStream: '2024/08/12/[7]0123456789abcdef',
    logEvents: lines.map((line, index) => ({
      id: `e-${index}`,
      timestamp: 1723458600000 + index,
      message: line,
    })),
    ...about,
  });
}

async function* bodyOf(text: string | Uint8Array): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** What the source makes of every record of a delivery, whoever it belongs to. */
export async function readDelivery(text: string | Uint8Array) {
  const normalise = awsLambda.open({ input: 'test', path: 'test' });
  const events: JsonObject[] = [];
  const outcomes: Outcome[] = [];
  const emit = (event: OcsfEvent) => events.push(JSON.parse(JSON.stringify(event)));
  for await (const items of readItems(bodyOf(text))) {
    for (const { value, envelope } of items) {
      outcomes.push(normalise(value, emit, envelope));
    }
  }
  return { events, outcomes: outcomes.map(({ kind }) => kind) };
}
