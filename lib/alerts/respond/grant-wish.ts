import { object } from '../../json';
import { fail, ok, type Result } from '../../result';
import type { DecisionContext } from './context';
import { decideOn } from './decide-on';
import { parseRequest } from './parse-request';
import { checkResponder, type Responders } from './person';
import { type Proof, parseProof } from './proof';
import { approvalId } from './steps';
import { claimOf, parseWish, type Wish } from './wish';

export interface WishContext extends DecisionContext {
  readonly platform: string;
  readonly responders: Responders;
  /** The ARN of whoever signed a proof with this claim; undefined when the proof does not hold. */
  readonly whoSigned: (proof: Proof, claim: string) => Promise<string | undefined>;
  /** Starts the state machine, once for each name; its execution's ARN. */
  readonly start: (name: string, input: object) => Promise<string>;
}

/** What the function `approve` answers. */
export interface Granted {
  readonly approval: string;
  readonly status: string;
  /** Who asked, as STS named them. */
  readonly by: string;
}

/** Does what a person asks, if they prove who they are and may. Whatever is wrong is a problem in words. */
export async function grantWish(event: unknown, context: WishContext): Promise<Result<Granted>> {
  const wish = parseWish(event);
  if (!wish.ok) {
    return wish;
  }
  const proof = parseProof(object(event)?.proof);
  if (!proof.ok) {
    return proof;
  }
  const { platform, responders } = context;
  const claim = claimOf(wish.value, { platform, account: responders.account });
  const signer = await context.whoSigned(proof.value, claim);
  if (signer === undefined) {
    return fail('proof: AWS does not know the signature, or it is too old; try again');
  }
  const by = checkResponder(signer, responders);
  if (!by.ok) {
    return by;
  }
  return wish.value.do === 'request'
    ? request(wish.value, by.value, claim, context)
    : verdict(wish.value, by.value, context);
}

async function verdict(
  { do: what, approval: id, reason }: Extract<Wish, { readonly approval: string }>,
  by: string,
  context: WishContext,
): Promise<Result<Granted>> {
  const verdict = what === 'approve' ? 'approved' : 'denied';
  const decided = await decideOn(id, { verdict, by, reason }, context);
  return decided.ok ? ok({ approval: id, status: decided.value.status, by }) : decided;
}

async function request(
  { do: _, ...wanted }: Extract<Wish, { readonly do: 'request' }>,
  by: string,
  claim: string,
  { clock, start }: WishContext,
): Promise<Result<Granted>> {
  const input = { ...wanted, requested_by: by };
  const parsed = parseRequest(input, clock.nowMicros());
  if (!parsed.ok) {
    return parsed;
  }
  const execution = await start(claim, input);
  return ok({ approval: approvalId(execution), status: 'open', by });
}
