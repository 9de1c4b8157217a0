import { CUR_TABLE, curTagKey } from './cur';

/** How an engine reads a key of a map; NULL where there is none. */
export interface CostDialect {
  readonly tag: (map: string, key: string) => string;
}

export const TRINO_COST: CostDialect = { tag: (map, key) => `element_at(${map}, '${key}')` };
export const DUCKDB_COST: CostDialect = { tag: (map, key) => `${map}['${key}']` };

/** A view of what the estate costs, a month or a day a row. */
export interface CostView {
  readonly name: string;
  readonly about: string;
  readonly sql: string;
}

/** Where an account hangs in the organization, and what people call it. */
export interface CostAccount {
  readonly id: string;
  readonly name: string;
  /** Id of its organizational unit; the empty text where it is not known. */
  readonly unit: string;
}

/** What nothing is known of: lines of the bill that belong to no account or bear no tag. */
const NOTHING = '(none)';

/**
 * The views of the bill: each shares out the whole of it, so that its rows add up to what is paid. What has no account,
 * unit or tag is in a row of its own.
 *
 * @param accounts those of the organization
 * @param tags keys of tags that are activated as cost allocation tags
 */
export function costViews(
  dialect: CostDialect,
  accounts: readonly CostAccount[],
  tags: readonly string[],
  table = CUR_TABLE,
): readonly CostView[] {
  const usd = 'round(sum(line_item_unblended_cost), 6) AS usd';
  const month = 'bill_billing_period_start_date AS month';
  const account = `coalesce(nullif(line_item_usage_account_id, ''), '${NOTHING}')`;
  const grouped = (columns: readonly string[], from = table) =>
    `SELECT ${[...columns, usd].join(', ')} FROM ${from} GROUP BY ${columns.map((_, index) => index + 1).join(', ')}`;
  const known = accounts.map(({ id, name, unit }) => `(${[id, name, unit].map(quoted).join(', ')})`);
  const withUnits =
    `${table} LEFT JOIN (VALUES ${known.join(', ') || `('', '', '')`}) AS known (id, name, unit)` +
    ' ON known.id = line_item_usage_account_id';
  return [
    {
      name: 'cost_by_account',
      about: 'by month and account',
      sql: grouped([month, `${account} AS account`, `coalesce(known.name, '${NOTHING}') AS name`], withUnits),
    },
    {
      name: 'cost_by_unit',
      about: 'by month and organizational unit',
      sql: grouped([month, `coalesce(nullif(known.unit, ''), '${NOTHING}') AS unit`], withUnits),
    },
    {
      name: 'cost_by_account_day',
      about: 'by day, account and service',
      sql: grouped([
        'CAST(line_item_usage_start_date AS date) AS day',
        `${account} AS account`,
        'line_item_product_code AS service',
      ]),
    },
    ...tags.map((tag) => ({
      name: `cost_by_tag_${curTagKey(tag).slice('user_'.length)}`,
      about: `by month and the tag ${tag}`,
      sql: grouped([
        month,
        `coalesce(nullif(${dialect.tag('resource_tags', curTagKey(tag))}, ''), '${NOTHING}') AS value`,
      ]),
    })),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
