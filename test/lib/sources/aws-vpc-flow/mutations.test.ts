import fc from 'fast-check';
import { errors } from '../../../../lib/ocsf/validate';
import { columnsUpTo } from '../../../../lib/sources/aws-vpc-flow/columns';
import { awsVpcFlow } from '../../../../lib/sources/aws-vpc-flow/source';
import { times } from '../../../support/effort';
import { normaliseAll } from '../aws/normalise';

const columns = fc.shuffledSubarray([...columnsUpTo(11), 'new-field', '__proto__'], { minLength: 2 });
const word = fc.oneof(
  fc.constantFrom(
    '-',
    '0',
    '2',
    '11',
    '443',
    '65536',
    '1723458600',
    'ACCEPT',
    'REJECT',
    'OK',
    'NODATA',
    '10.0.0.1',
  ),
  fc.constantFrom(
    '203.0.113.50',
    '::1',
    '1e5',
    'eni-1',
    'ingress',
    'egress',
    '9'.repeat(30),
    'constructor',
    '日本',
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replace(/\s/g, '_') || '-'),
);

describe('a header and a line of any columns and values', () => {
  it('become a valid event, are skipped, or are refused with a column’s name', () => {
    fc.assert(
      fc.property(columns, fc.array(word, { minLength: 60, maxLength: 60 }), (names, words) => {
        const line = names.map((_, index) => words[index] ?? '-').join(' ');
        try {
          const { events } = normaliseAll(awsVpcFlow, [names.join(' '), line]);
          expect(events.flatMap((event) => errors(event))).toEqual([]);
        } catch (error) {
          expect(String(error)).toMatch(/^Error: [a-z-]+: expected /);
        }
      }),
      { numRuns: times(2000) },
    );
  });
});
