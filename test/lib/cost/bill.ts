import fc from 'fast-check';
import { ACCOUNTS_COLUMNS, type AccountRow } from '../../../lib/cost/accounts-table';

/** A line of a bill, as far as views read it. */
export interface Line {
  /** `2026-11`. */
  readonly month: string;
  readonly day: number;
  readonly account: string | null;
  readonly type: string;
  readonly service: string | null;
  /** Ten-billionths of a dollar, so that a sum has no error. */
  readonly parts: number | null;
  readonly tags: Readonly<Record<string, string>> | null;
}

export const PARTS = 10_000_000_000;

const TYPES = ['Usage', 'Tax', 'Credit', 'Refund', 'Fee', 'RIFee', 'SavingsPlanNegation', 'BundledDiscount'];

/** What Data Exports may write: every kind of line, of known accounts and others, with and without tags. */
export const line: fc.Arbitrary<Line> = fc.record({
  month: fc.constantFrom('2026-09', '2026-10', '2026-11'),
  day: fc.integer({ min: 1, max: 30 }),
  account: fc.constantFrom('111111111111', '333333333333', '444444444444', '999999999999', '', null),
  type: fc.constantFrom(...TYPES),
  service: fc.constantFrom('AmazonS3', 'AmazonEC2', "O'Service", '', null),
  parts: fc.option(fc.integer({ min: -1e12, max: 1e12 })),
  tags: fc.option(
    fc.dictionary(
      fc.constantFrom(
        'user_team',
        'user_cost_center',
        'user_CostCenter',
        'user:CostCenter',
        'aws_created_by',
      ),
      fc.constantFrom('web', 'data', 'a "b" \\ 雲', ''),
    ),
  ),
});

export const aLine = (given: Partial<Line> = {}): Line => ({
  month: '2026-11',
  day: 3,
  account: '333333333333',
  type: 'Usage',
  service: 'AmazonS3',
  parts: PARTS,
  tags: {},
  ...given,
});

export const anAccount = (account: string, given: Partial<AccountRow> = {}): AccountRow => ({
  account,
  name: '',
  unit: '',
  unit_name: '',
  state: 'ACTIVE',
  ...given,
});

/** Exactly what the lines of a bill come to, ten digits after the point. */
export function billOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, { parts }) => sum + BigInt(parts ?? 0), 0n);
}

/** `-12.3400000000` in ten-billionths. */
export function partsOf(usd: string): bigint {
  const [whole = '', fraction = ''] = usd.split('.');
  return BigInt(whole + fraction.padEnd(10, '0'));
}

/** Accounts as enrolment writes them. */
export function accountsText(rows: readonly AccountRow[]): string {
  return rows
    .map(
      (row) => `${JSON.stringify(Object.fromEntries(ACCOUNTS_COLUMNS.map((name) => [name, row[name]])))}\n`,
    )
    .join('');
}
