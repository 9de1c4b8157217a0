/**
 * The columns of a CUR 2.0 export that cost views read, and how Athena types them. A line item's unblended costs, with
 * its credits, refunds and taxes as lines of their own, add up to the bill. No column is of a single resource: the
 * export is many times smaller without.
 * Source: AWS Data Exports User Guide, "Cost and Usage Report (CUR) 2.0" table dictionary.
 */
export const CUR_COLUMNS = {
  bill_billing_period_start_date: 'timestamp',
  bill_payer_account_id: 'string',
  line_item_usage_account_id: 'string',
  line_item_usage_account_name: 'string',
  line_item_usage_start_date: 'timestamp',
  line_item_line_item_type: 'string',
  line_item_product_code: 'string',
  line_item_usage_type: 'string',
  line_item_operation: 'string',
  line_item_usage_amount: 'double',
  line_item_unblended_cost: 'double',
  line_item_currency_code: 'string',
  product_region_code: 'string',
  resource_tags: 'map<string,string>',
} as const;

/** The query of the export: `*` is not taken. */
export const CUR_QUERY = `SELECT ${Object.keys(CUR_COLUMNS).join(', ')} FROM COST_AND_USAGE_REPORT`;

/** What the export is asked for besides: a line a day, not an hour, and none for each resource. */
export const CUR_CONFIGURATION = {
  COST_AND_USAGE_REPORT: {
    TIME_GRANULARITY: 'DAILY',
    INCLUDE_RESOURCES: 'FALSE',
    INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: 'FALSE',
    INCLUDE_SPLIT_COST_ALLOCATION_DATA: 'FALSE',
  },
} as const;

/** Table of the export in the platform's database. */
export const CUR_TABLE = 'cost_and_usage';

/** Partition of that table: the month of the bill, `2026-11`. */
export const CUR_PARTITION = 'billing_period';

/** What stands before the export's name in the keys of its bucket. */
export const CUR_PREFIX = 'exports';

/**
 * A tag's key as its letters and digits alone. In `resource_tags` the keys that people set begin with `user`, those of
 * AWS with `aws`; what is between the words, and whether `CostCenter` becomes `cost_center`, is written in several ways.
 */
export function curTagKey(tag: string): string {
  return `${/^aws:/i.test(tag) ? '' : 'user'}${letters(tag)}`;
}

/** Name of a tag's view: `cost_by_tag_cost_center`. */
export function tagViewName(tag: string): string {
  return `cost_by_tag_${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
}

function letters(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '');
}
