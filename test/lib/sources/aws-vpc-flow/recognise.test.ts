import { columnsUpTo } from '../../../../lib/sources/aws-vpc-flow/columns';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';

describe('recognise', () => {
  it.each([
    ['the default header', columnsUpTo(2).join(' ')],
    ['a header of all fields', columnsUpTo(11).join(' ')],
    ['a header with fields not known yet', 'srcaddr dstaddr bytes brand-new'],
    ['a header of one field', 'bytes'],
    [
      'a line',
      '2 111122223333 eni-1 10.0.1.100 10.0.0.1 49152 443 6 20 4249 1723458600 1723458660 ACCEPT OK',
    ],
    ['a line without data', '2 111122223333 eni-1 - - - - - - - 1723458600 1723458660 - NODATA'],
    ['a line of a custom format', '5 vpc-0abc eni-1 10.0.1.100 10.0.0.1 REJECT'],
    ['the seed’s line', '2024-08-12T10:15:30Z 10.0.1.100 203.0.113.50 443 443 TCP 15234 52428800 ACCEPT'],
  ])('takes %s', (_, line) => {
    expect(awsVpcFlow.recognise(line)).toBe(true);
    expect(awsVpcFlow.recognise({ message: line })).toBe(true);
  });

  it.each([
    ['an Apache line', '203.0.113.7 - alice [12/Aug/2024:10:30:00 +0000] "GET / HTTP/1.1" 200 512'],
    [
      'an ALB line',
      'http 2024-08-12T10:30:00.000000Z app/lb/50dc 203.0.113.7:2817 10.0.0.1:80 0.0 0.0 0.0 200 200 34 366',
    ],
    ['syslog', 'Aug 12 10:30:00 host sshd[1]: Failed password for root from 203.0.113.7 port 22 ssh2'],
    ['fourteen words', 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen'],
    ['JSON text', '{"version": 2, "srcaddr": "10.0.0.1"}'],
    ['an NSG tuple', '1723458600,10.0.0.4,203.0.113.7,44931,443,T,O,A,B,,,,'],
    ['an empty line', ''],
    ['a giant line', `2 ${'eni-1 '.repeat(5000)} ACCEPT`],
    ['an object', { srcaddr: '10.0.0.1' }],
    ['a number', 2],
    ['null', null],
  ])('leaves %s to others', (_, record) => {
    expect(awsVpcFlow.recognise(record)).toBe(false);
  });
});
