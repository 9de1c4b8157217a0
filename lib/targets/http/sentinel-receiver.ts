import type { Secret } from '../../alerts/send/secret';
import type { SentinelDestination } from '../../forward/destination';
import type { Receiver, Reception } from '../../forward/receiver';
import {
  readRowsAnswer,
  readToken,
  renderRow,
  rowsRequest,
  SENTINEL_MAX_BYTES,
  tokenRequest,
} from '../../forward/sentinel';
import { type KeptSecret, keepSecret } from './keep-secret';
import type { ReceiverContext } from './receiver-context';

/** A token is exchanged this long before it ends, so that none ends on its way. */
const EARLY_MICROS = 300 * 1_000_000;

/** Microsoft Sentinel, by the Logs Ingestion API and a data collection rule. */
export function sentinelReceiver(destination: SentinelDestination, context: ReceiverContext): Receiver {
  const tokens = new Tokens(destination, context);
  return {
    maxBytes: SENTINEL_MAX_BYTES,
    render: renderRow,
    send: async (rendered) => {
      try {
        return await send(destination, rendered, tokens, context);
      } catch (error) {
        return { outcome: 'later', reason: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

async function send(
  destination: SentinelDestination,
  rendered: readonly string[],
  tokens: Tokens,
  { ask, clock }: ReceiverContext,
): Promise<Reception> {
  const asked = await ask(rowsRequest(destination, rendered, await tokens.current()));
  if (asked.kind === 'unanswered') {
    return { outcome: 'later', reason: asked.reason };
  }
  if (asked.answer.status === 401) {
    tokens.drop();
  }
  return readRowsAnswer(asked.answer, clock.nowMicros());
}

/** The access token, asked for when there is none that is still good. */
class Tokens {
  private readonly credential: KeptSecret;
  private held: { readonly token: Secret; readonly untilMicros: number } | undefined;

  constructor(
    private readonly destination: SentinelDestination,
    private readonly context: ReceiverContext,
  ) {
    this.credential = keepSecret(context.secrets, destination.credentialSecret);
  }

  async current(): Promise<Secret> {
    const now = this.context.clock.nowMicros();
    if (this.held === undefined || this.held.untilMicros <= now) {
      const { token, seconds } = await this.ask();
      this.held = { token, untilMicros: now + seconds * 1_000_000 - EARLY_MICROS };
    }
    return this.held.token;
  }

  drop(): void {
    this.held = undefined;
  }

  private async ask() {
    const asked = await this.context.ask(tokenRequest(this.destination, await this.credential.read()));
    if (asked.kind === 'unanswered') {
      throw new Error(asked.reason);
    }
    const { status, body } = asked.answer;
    const found = status === 200 ? readToken(body) : undefined;
    if (found === undefined) {
      this.credential.drop();
      // Its text names tenant and application at most; a token is in no answer but 200.
      const said = status === 200 ? 'without a token' : body.slice(0, 200);
      throw new Error(
        `Microsoft Entra ID answered ${status} ${said}: check tenant_id, client_id and the secret`,
      );
    }
    return found;
  }
}
