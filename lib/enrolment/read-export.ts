import { isObject, list, object, text } from '../json';
import { type AccountRecord, parseRecord } from './record';

/**
 * Enrolment records out of a file: what `aws dynamodb query` printed for the state table, or a JSON array of records.
 * Throws on anything else, naming where.
 */
export function readExport(json: string): AccountRecord[] {
  const value: unknown = JSON.parse(json);
  const items = Array.isArray(value) ? list(value) : isObject(value) ? value.Items : undefined;
  if (!Array.isArray(items)) {
    throw new Error(
      'no enrolment records: expected what `aws dynamodb query` prints for the state table ({"Items": […]}), or an array of records',
    );
  }
  return items.map((item, index) => {
    const attribute = text(object(object(item)?.value)?.S);
    return parseRecord(`record ${index + 1}`, attribute ?? JSON.stringify(item));
  });
}
