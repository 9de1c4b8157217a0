import type { Clock } from '../../ports/clock';
import type { SecretStore } from '../../ports/secret-store';
import type { HttpAsk } from './ask';

/** What receivers of forwarded events are reached with. */
export interface ReceiverContext {
  readonly ask: HttpAsk;
  readonly clock: Clock;
  readonly secrets: SecretStore;
}
