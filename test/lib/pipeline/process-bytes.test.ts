import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { withStored } from '../../../lib/lake/tally';
import { processInput } from '../../../lib/pipeline/process-input';
import { SOURCES } from '../../../lib/sources';

const FLOWS = 's3://raw/AWSLogs/111122223333/vpcflowlogs/eu-west-1/2024/08/12/x.log.gz';
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const flow = (account: string) =>
  `2 ${account} eni-1 10.0.0.1 10.0.0.2 443 55555 6 20 4249 1723458600 1723458660 ACCEPT OK`;

async function tallyOf(body: Uint8Array, path = FLOWS) {
  return processInput(
    { input: 'i', path },
    (async function* () {
      for (let at = 0; at < body.length; at += 100) {
        yield body.subarray(at, at + 100);
      }
    })(),
    { sources: SOURCES, pipeline: (event, time, _source, sink) => sink.event(event, time) },
    {
      event: () => undefined,
      finding: () => undefined,
      quarantine: () => undefined,
      drain: async () => undefined,
    },
  );
}

const bytesOf = async (body: Uint8Array, path?: string) =>
  Object.fromEntries(
    (await tallyOf(body, path)).accounts.map(({ source, account, textBytes }) => [
      `${source} ${account}`,
      textBytes,
    ]),
  );

describe('the bytes of an input', () => {
  it('are those of its text, inflated, by the size of each account’s records', async () => {
    const long = flow('222233334444').replace('4249', '4249'.padEnd(9, '0'));
    const text = `${HEADER}\n${flow('111122223333')}\n${long}\n`;

    const tally = await tallyOf(gzipSync(text));

    const [first = 0, second = 0] = tally.accounts.map(({ textBytes }) => textBytes);
    expect(tally.textBytes).toBe(text.length);
    expect(first + second).toBe(text.length);
    // What is nobody's, as the header, goes by the same measure.
    expect(second / first).toBeCloseTo(long.length / flow('111122223333').length, 1);
  });

  it('belong to the source where the input is a header and nothing else', async () => {
    expect(await bytesOf(Buffer.from(`${HEADER}\n`))).toEqual({ 'aws-vpc-flow -': HEADER.length + 1 });
  });

  it('are counted of what is rejected, too', async () => {
    const text = '{"neither":"this"}\n{"nor":"that"}\n';

    expect(await bytesOf(Buffer.from(text), 's3://raw/other/x.json')).toEqual({ 'unknown -': text.length });
  });

  it('are whatever was stored, even of an input that holds nothing', async () => {
    const tally = withStored(await tallyOf(gzipSync('')), 20);

    expect(tally).toMatchObject({
      textBytes: 0,
      storedBytes: 20,
      accounts: [{ textBytes: 0, storedBytes: 20 }],
    });
  });

  it('are all of them somebody’s, whatever the input is', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        HEADER,
        flow('111122223333'),
        flow('222233334444'),
        '',
        'é𝄞',
        '{"a":1}',
        '{"Records":[{}]}',
      ),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.boolean(), fc.nat(1e9), async (lines, zip, stored) => {
        const text = Buffer.from(lines.join('\n'));

        const tally = withStored(await tallyOf(zip ? gzipSync(text) : text), stored);

        const sum = (of: 'textBytes' | 'storedBytes') =>
          tally.accounts.reduce((total, account) => total + (account[of] ?? 0), 0);
        expect(sum('textBytes')).toBe(tally.textBytes);
        expect(sum('storedBytes')).toBe(stored);
      }),
    );
  });
});
