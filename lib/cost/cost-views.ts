import { ACCOUNTS_TABLE } from './accounts-table';
import { CUR_PARTITION, CUR_TABLE, curTagKey, tagViewName } from './cur';

/** What an engine writes in a way of its own. */
export interface CostDialect {
  /** Month of the bill as text, `2026-11`. */
  readonly month: string;
  /** The first value that is not empty of those keys of a map that are `key` by their letters and digits; else NULL. */
  readonly tag: (map: string, key: string) => string;
}

/** Athena: the month is the partition, so that a query which names months opens no others. */
export const TRINO_COST: CostDialect = {
  month: CUR_PARTITION,
  tag: (map, key) =>
    `element_at(map_values(map_filter(${map}, (k, v) -> regexp_replace(lower(k), '[^a-z0-9]', '') = '${key}' AND v <> '')), 1)`,
};
export const DUCKDB_COST: CostDialect = {
  month: "strftime(bill_billing_period_start_date, '%Y-%m')",
  tag: (map, key) =>
    `list_filter(map_entries(${map}), lambda e: regexp_replace(lower(e.key), '[^a-z0-9]', '', 'g') = '${key}' AND e.value <> '')[1].value`,
};

/** Type of a view's column, as both Trino and the Glue Data Catalog know it, but that text is `string` to the latter. */
export type CostType = 'varchar' | 'date' | typeof USD;

export interface CostColumn {
  readonly name: string;
  readonly type: CostType;
}

/** A view of what the estate costs, a month or a day a row. */
export interface CostView {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly CostColumn[];
  readonly sql: string;
}

/** What nothing is known of: lines of the bill that belong to no account or bear no tag. */
const NOTHING = '(none)';

/** Lines are rounded each to ten digits before they are added, so that every view's figures have the very same sum. */
const USD = 'decimal(38,10)';

/** One row an account, whatever is in the table: a line of the bill that met two would be counted twice. */
const KNOWN = ['name', 'unit', 'unit_name'] as const;
const WITH_ACCOUNTS =
  `LEFT JOIN (SELECT account, ${KNOWN.map((name) => `max(${name}) AS ${name}`).join(', ')} FROM ${ACCOUNTS_TABLE} GROUP BY account) AS known` +
  ' ON known.account = line_item_usage_account_id';

/**
 * The views of the bill: each shares out the whole of it, so that its rows add up to what is paid. What has no account,
 * unit or tag is in a row of its own. Names and organizational units are those of the table of accounts, now.
 *
 * @param tags keys of tags that are activated as cost allocation tags
 */
export function costViews(dialect: CostDialect, tags: readonly string[]): readonly CostView[] {
  const month: Share = { name: 'month', sql: dialect.month };
  const account: Share = { name: 'account', sql: named('line_item_usage_account_id') };
  const of = (name: (typeof KNOWN)[number]): Share => ({ name, sql: named(`known.${name}`) });
  return [
    {
      name: 'cost_by_account',
      about: 'by month and account',
      ...share([month, account, of('name')], WITH_ACCOUNTS),
    },
    {
      name: 'cost_by_unit',
      about: 'by month and organizational unit',
      ...share([month, of('unit'), of('unit_name')], WITH_ACCOUNTS),
    },
    {
      name: 'cost_by_account_day',
      about: 'by day, account and service',
      ...share([
        month,
        { name: 'day', sql: 'CAST(line_item_usage_start_date AS date)', type: 'date' },
        account,
        { name: 'service', sql: named('line_item_product_code') },
      ]),
    },
    ...tags.map((tag) => ({
      name: tagViewName(tag),
      about: `by month and the tag ${tag}`,
      ...share([month, { name: 'value', sql: named(dialect.tag('resource_tags', curTagKey(tag))) }]),
    })),
  ];
}

/** What the bill is shared out by: a column of a view. */
interface Share {
  readonly name: string;
  readonly sql: string;
  /** @default varchar */
  readonly type?: CostType;
}

function share(by: readonly Share[], join = ''): Pick<CostView, 'columns' | 'sql'> {
  const columns = by.map(({ name, sql }) => `${sql} AS ${name}`);
  const groups = by.map((_, index) => index + 1);
  const usd = `coalesce(sum(CAST(line_item_unblended_cost AS ${USD})), 0) AS usd`;
  return {
    columns: [...by.map(({ name, type = 'varchar' }) => ({ name, type })), { name: 'usd', type: USD }],
    sql: `SELECT ${[...columns, usd].join(', ')} FROM ${CUR_TABLE} ${join === '' ? '' : `${join} `}GROUP BY ${groups.join(', ')}`,
  };
}

function named(text: string): string {
  return `coalesce(nullif(${text}, ''), '${NOTHING}')`;
}
