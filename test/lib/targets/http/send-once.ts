import { jsonPost } from '../../../../lib/alerts/send/http-request';
import { createHttpSender } from '../../../../lib/targets/http/sender';

/** Program for tests: sends one request to the port given, trusting the well-known authorities only. */
async function main(port: string): Promise<void> {
  const host = 'alerts.example.test';
  const send = createHttpSender({
    allowedHosts: [`${host}:${port}`],
    clock: { nowMicros: () => 0 },
    resolve: async () => ['127.0.0.1'],
    addresses: { allowLoopback: true },
  });
  process.stdout.write(JSON.stringify(await send(jsonPost(`https://${host}:${port}/`, {}, {}, []))));
}

void main(process.argv[2] ?? '');
