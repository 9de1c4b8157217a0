import { QuarantineLog } from '../../../lib/lake/quarantine';

const rejected = (record: number, reason: string) => ({
  record,
  reason,
  source: 'aws-cloudtrail',
  raw: () => 'clear text',
});

describe('QuarantineLog', () => {
  it('keeps a pointer to the raw bytes and never the bytes', () => {
    const log = new QuarantineLog((text) => text);

    log.add('a.json', 'raw/aa', rejected(3, 'not JSON'));

    expect(log.lines().map((line) => JSON.parse(line))).toEqual([
      {
        path: 'a.json',
        raw_object: 'raw/aa',
        record: 3,
        records: 1,
        source: 'aws-cloudtrail',
        reason: 'not JSON',
      },
    ]);
  });

  it('joins neighbours with one reason, and nothing else', () => {
    const log = new QuarantineLog((text) => text);

    for (const [path, record, reason] of [
      ['a', 0, 'x'],
      ['a', 1, 'x'],
      ['a', 3, 'x'],
      ['a', 4, 'y'],
      ['b', 5, 'y'],
    ] as const) {
      log.add(path, `raw/${path}`, rejected(record, reason));
    }

    expect(
      log
        .lines()
        .map((line) => JSON.parse(line))
        .map(({ record, records }) => [record, records]),
    ).toEqual([
      [0, 2],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
  });

  it('cleans the reason, which may quote the record', () => {
    const log = new QuarantineLog((text) => text.replace('john@example.com', '[EMAIL_MASKED]'));

    log.add('a', 'raw/a', rejected(0, 'unexpected "john@example.com"'));

    expect(log.lines()[0]).toContain('[EMAIL_MASKED]');
  });
});
