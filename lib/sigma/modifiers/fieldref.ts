import { fail, ok } from '../../result';
import { plainText } from '../value';
import { eachString } from './modifier';

/** The value names another field of the same event. */
export const fieldref = eachString((value) => {
  const field = plainText(value);
  return field
    ? ok({ kind: 'fieldref', field, affix: 'equals', cased: value.cased })
    : fail('needs a field name without wildcards');
});
