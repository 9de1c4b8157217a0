import { fail, ok } from '../../result';
import { parseBlock } from '../ip';
import { describeValue, eachValue } from './modifier';

/** The field is an address inside the block, IPv4 or IPv6. */
export const cidr = eachValue((value, { applied }) => {
  const text = value.kind === 'string' ? value.raw : undefined;
  const block = text === undefined || applied.length > 0 ? undefined : parseBlock(text);
  return text !== undefined && block
    ? ok({ kind: 'cidr', text, block })
    : fail(
        `needs a block such as 10.0.0.0/8 or 2001:db8::/32, as the first modifier; got ${describeValue(value)}`,
      );
});
