import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { javaClassPath } from './java';

/** Every archive of Trino 435 with its Hive connector. */
const SHA256 = '60641903afd44dd45977cb45dac53e9ffc38dde28f778829b8eb801666eb6c8b';
const START_MS = 120_000;

/** What a query gave, and what it cost. */
export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly unknown[])[];
  /** Bytes that were read of files. */
  readonly bytes: number;
  /** Pieces of files that were read. */
  readonly splits: number;
}

/** A Trino server of its own, over a folder that its catalog `hive` knows as `local:///`. */
export interface Trino {
  /** Runs one statement in a schema. Throws with the engine's message. */
  query(sql: string, schema?: string): Promise<TrinoResult>;
  stop(): Promise<void>;
}

export async function startTrino(folder: string): Promise<Trino> {
  const server = spawn(
    'java',
    [
      '-Xmx1500m',
      '-XX:+UseSerialGC',
      '-cp',
      javaClassPath('trino', SHA256),
      join(__dirname, 'TrinoServer.java'),
      folder,
    ],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  );
  const ended = new Promise<void>((resolve) => void server.once('close', () => resolve()));
  const stop = async () => {
    server.stdin.end();
    const timer = setTimeout(() => server.kill('SIGKILL'), 20_000);
    await ended;
    clearTimeout(timer);
  };
  try {
    const address = await listening(server.stderr, ended);
    return { query: (sql, schema = 'default') => runQuery(address, sql, schema), stop };
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
}

/** The address that the server says it listens on. Throws with its last words when it ends or takes too long. */
function listening(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => reject(new Error(`Trino did not start: ${said.slice(-4000)}`));
    const timer = setTimeout(fail, START_MS);
    void ended.then(fail);
    output.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-100_000);
      const address = /LISTENING (http:\S+)/.exec(said)?.[1];
      if (address) {
        clearTimeout(timer);
        resolve(address);
      }
    });
  });
}

interface Page {
  readonly nextUri?: string;
  readonly columns?: TrinoResult['columns'];
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message: string };
  readonly stats: { readonly physicalInputBytes: number; readonly totalSplits: number };
}

/** Trino's client protocol: a statement is posted, and its pages followed. */
async function runQuery(address: string, sql: string, schema: string): Promise<TrinoResult> {
  const headers = {
    'X-Trino-User': 'test',
    'X-Trino-Catalog': 'hive',
    'X-Trino-Schema': schema,
    'X-Trino-Time-Zone': 'UTC',
  };
  let page = await pageOf(fetch(`${address}/v1/statement`, { method: 'POST', headers, body: sql }));
  let { columns } = page;
  const rows: (readonly unknown[])[] = [...(page.data ?? [])];
  while (page.nextUri !== undefined) {
    page = await pageOf(fetch(page.nextUri, { headers }));
    columns ??= page.columns;
    rows.push(...(page.data ?? []));
  }
  if (page.error) {
    throw new Error(`${page.error.message}\n${sql}`);
  }
  const { physicalInputBytes, totalSplits } = page.stats;
  return { columns: columns ?? [], rows, bytes: physicalInputBytes, splits: totalSplits };
}

async function pageOf(response: Promise<Response>): Promise<Page> {
  const answer = await response;
  if (!answer.ok) {
    throw new Error(`Trino answers ${answer.status}: ${await answer.text()}`);
  }
  return (await answer.json()) as Page;
}
