import { columnsUpTo } from '../../../../lib/sources/aws-vpc-flow/columns';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';
import { times } from '../../../support/effort';
import { normaliseAll } from '../aws/normalise';

const HEADER = columnsUpTo(2).join(' ');
const LINE =
  '2 111122223333 eni-1 10.0.1.100 203.0.113.50 49152 443 6 20 4249 1723458600 1723458660 ACCEPT OK';
const NO_DATA = '2 111122223333 eni-1 - - - - - - - 1723458600 1723458660 - NODATA';
const SKIP_DATA = '2 111122223333 eni-1 - - - - - - - 1723458600 1723458660 - SKIPDATA';

const outcomes = (...lines: string[]) => normaliseAll(awsVpcFlow, lines).outcomes;
const events = (...lines: string[]) => normaliseAll(awsVpcFlow, lines).events;
const changed = (column: string, value: string) =>
  LINE.split(' ')
    .map((old, index) => (columnsUpTo(2)[index] === column ? value : old))
    .join(' ');

describe('what becomes of a line', () => {
  it('is skipped and named when it holds no flow', () => {
    expect(outcomes(HEADER, NO_DATA, SKIP_DATA, '', LINE)).toEqual([
      { kind: 'header' },
      { kind: 'skipped', reason: 'nodata' },
      { kind: 'skipped', reason: 'skipdata' },
      { kind: 'skipped', reason: 'blank line' },
      { kind: 'written' },
    ]);
  });

  it.each([
    ['srcport', '65536', 'srcport: expected a whole number from 0 to 65535, got "65536"'],
    ['dstport', 'https', 'dstport: expected a whole number'],
    ['protocol', '256', 'protocol: expected a whole number from 0 to 255'],
    ['protocol', 'TPC', 'protocol: expected an IANA protocol number or name, got "TPC"'],
    ['packets', '-5', 'packets: expected a whole number'],
    ['packets', '1.5', 'packets: expected a whole number'],
    ['bytes', '9007199254740993', 'bytes: expected a whole number'],
    ['bytes', '1'.repeat(400), 'bytes: expected a whole number'],
    ['start', '1723458600000', 'start: expected a whole number from 0 to 253402300799, got "1723458600000"'],
    ['srcaddr', '10.0.1.256', 'srcaddr: expected an IP address, got "10.0.1.256"'],
    ['dstaddr', 'AWS', 'dstaddr: expected an IP address'],
  ])('is quarantined with the column’s name when %s is %s', (column, value, reason) => {
    expect(() => outcomes(changed(column, value))).toThrow(reason);
  });

  it('is quarantined when no column tells the time', () => {
    expect(() => outcomes('srcaddr dstaddr bytes', '10.0.0.1 10.0.0.2 5')).toThrow(
      'start: expected the time',
    );
  });

  it.each([
    [[LINE.slice(0, 60)], 'expected the 14 columns of the default format, got 9 columns'],
    [[`${LINE} more`], 'got 15 columns'],
    [[HEADER, `${LINE} more`], 'expected the 14 columns of the header, got 15 columns'],
    [['srcaddr dstaddr start', LINE], 'expected the 3 columns of the header, got 14 columns'],
    [['free text'], 'a custom format needs its header line'],
  ])('is quarantined when it has not as many columns as it should: %j', (lines, reason) => {
    expect(outcomes(...lines).at(-1)).toMatchObject({
      kind: 'quarantined',
      reason: expect.stringContaining(reason),
    });
  });

  it('is quarantined when it is no line at all', () => {
    expect(normaliseAll(awsVpcFlow, [7, null, {}]).outcomes.map(({ kind }) => kind)).toEqual(
      Array(3).fill('quarantined'),
    );
  });
});

describe('the columns', () => {
  const five = columnsUpTo(5);
  const values = five.map(
    (name) => ({ version: '5', action: 'ACCEPT', 'log-status': 'OK', start: '1723458600' })[name] ?? '-',
  );

  it('are the header’s, until the next header', () => {
    const read = events(
      'dstaddr srcaddr start',
      '10.0.0.2 10.0.0.1 1723458600',
      'srcaddr start',
      '10.0.0.3 1723458600',
    );

    expect(read).toMatchObject([
      { src_endpoint: { ip: '10.0.0.1' }, dst_endpoint: { ip: '10.0.0.2' } },
      { src_endpoint: { ip: '10.0.0.3' } },
    ]);
  });

  it('of one input are not those of another', () => {
    events('srcaddr start', '10.0.0.3 1723458600');

    expect(events(LINE)).toHaveLength(1);
  });

  it('are known without a header when the line has every field of its version', () => {
    const line = values
      .with(five.indexOf('vpc-id'), 'vpc-0abc')
      .with(five.indexOf('interface-id'), 'eni-1')
      .join(' ');

    expect(events(line)).toMatchObject([{ device: { vpc_uid: 'vpc-0abc' } }]);
  });

  it('are not guessed when the version and their number disagree', () => {
    expect(outcomes(values.with(0, '4').join(' '))).toMatchObject([{ kind: 'quarantined' }]);
  });

  it.each([
    ['tabs', HEADER.replaceAll(' ', '\t'), LINE.replaceAll(' ', '\t')],
    ['runs of spaces', HEADER, LINE.replaceAll(' ', '   ')],
    ['a carriage return', `${HEADER}\r`, `${LINE}\r`],
    [
      'the notation of a format',
      columnsUpTo(2)
        .map((name) => `\${${name}}`)
        .join(' '),
      LINE,
    ],
    ['the names of tables', HEADER.replaceAll('-', '_'), LINE],
  ])('may come with %s', (_, header, line) => {
    expect(events(header, line)).toEqual(events(LINE));
  });
});

describe('the uid of a flow', () => {
  const uid = (...lines: string[]) => JSON.stringify(events(...lines).map(({ metadata }) => metadata));

  it('is the same from S3 with a header, from CloudWatch without, and whatever the order of columns', () => {
    const backwards = [HEADER, LINE].map((line) => line.split(' ').reverse().join(' '));

    expect(uid(HEADER, LINE)).toBe(uid(LINE));
    expect(uid(...backwards)).toBe(uid(LINE));
    expect(events({ message: LINE } as never)).toEqual(events(LINE));
  });

  it('differs with any value and with the column a value is in', () => {
    const uids = [
      uid(LINE),
      ...['srcport', 'dstport', 'packets', 'bytes', 'start', 'end'].map((column) =>
        uid(changed(column, '1')),
      ),
      uid(changed('interface-id', 'eni-2')),
      uid('srcaddr dstaddr start', '10.0.0.1 10.0.0.2 1723458600'),
      uid('dstaddr srcaddr start', '10.0.0.1 10.0.0.2 1723458600'),
      uid('pkt-srcaddr pkt-dstaddr start', '10.0.0.1 10.0.0.2 1723458600'),
    ];

    expect(new Set(uids).size).toBe(uids.length);
  });

  it('is 32 hex digits, and new for each of many like flows', () => {
    const many = Array.from({ length: times(50_000) }, (_, index) => changed('bytes', String(index)));
    const found = new Set(events(...many).map(({ metadata }) => JSON.stringify(metadata)));

    expect(found.size).toBe(many.length);
    expect(uid(LINE)).toMatch(/"uid":"[0-9a-f]{32}"/);
  });
});
