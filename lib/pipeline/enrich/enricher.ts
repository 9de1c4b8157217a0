import type { OcsfEvent } from '../../ocsf/event';
import { addressFacts } from './address-facts';
import { enrichAddresses } from './addresses';
import type { Directory } from './directory';
import type { GeoDatabase } from './geo';
import { enrichAccount, enrichUsers } from './people';

export interface EnricherOptions {
  /** Databases of addresses; of each fact the first that knows it wins. */
  readonly geo?: readonly GeoDatabase[];
  /** By `user` or `email`: department and whatever else the file has. */
  readonly users?: Directory;
  /** By `account`: environment, owner and whatever else the file has. */
  readonly accounts?: Directory;
}

/** Adds what is known of an event's addresses, users and account, in place. */
export type Enricher = (event: OcsfEvent) => void;

/**
 * The enrichment stage. It only adds (`location`, `autonomous_system`, `enrichments`), never changes what the source
 * said; a second time adds nothing, and the same event, databases and directories give the same result.
 */
export function createEnricher(options: EnricherOptions): Enricher {
  const { geo = [], users, accounts } = options;
  const factsOf = addressFacts(geo);
  return (event) => {
    enrichAddresses(event, factsOf);
    if (users) {
      enrichUsers(event, users);
    }
    if (accounts) {
      enrichAccount(event, accounts);
    }
  };
}
