/**
 * The columns of a CUR 2.0 export that cost views read, and how Athena and DuckDB type them. A line item's unblended
 * costs, with its credits, refunds and taxes as lines of their own, add up to the bill.
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
  line_item_resource_id: 'string',
  line_item_usage_amount: 'double',
  line_item_unblended_cost: 'double',
  line_item_currency_code: 'string',
  product_region_code: 'string',
  resource_tags: 'map<string,string>',
} as const;

/** The query of the export: `*` is not taken. */
export const CUR_QUERY = `SELECT ${Object.keys(CUR_COLUMNS).join(', ')} FROM COST_AND_USAGE_REPORT`;

/** Table of the export in the platform's database. */
export const CUR_TABLE = 'cost_and_usage';

/** Key of a tag in `resource_tags`, where tags people set begin with `user_` and are written in small letters. */
export function curTagKey(tag: string): string {
  return `user_${tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`;
}
