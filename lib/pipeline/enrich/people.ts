import type { OcsfEvent, User } from '../../ocsf/event';
import type { Directory } from './directory';
import { addEnrichment } from './enrichments';

/** Attributes by which a user may be found, in this order. */
const USER_KEYS = ['email_addr', 'name', 'uid'] as const;

/** Adds what the directory says of the acting user and of the user acted upon: department and the like. */
export function enrichUsers(event: OcsfEvent, directory: Directory): void {
  enrichUser(event, 'actor.user', event.actor?.user, directory);
  enrichUser(event, 'user', event.user, directory);
}

function enrichUser(event: OcsfEvent, path: string, user: User | undefined, directory: Directory): void {
  for (const key of USER_KEYS) {
    const value = user?.[key];
    const data = value === undefined ? undefined : directory.get(value);
    if (value !== undefined && data !== undefined) {
      addEnrichment(
        event,
        { name: `${path}.${key}`, value, type: 'directory', provider: directory.name },
        { ...data },
      );
      return;
    }
  }
}

/** Adds what the directory says of the event's account or project: environment, owner. */
export function enrichAccount(event: OcsfEvent, directory: Directory): void {
  const { cloud } = event;
  const isAccount = cloud?.account?.uid !== undefined;
  const value = isAccount ? cloud?.account?.uid : cloud?.project_uid;
  const data = value === undefined ? undefined : directory.get(value);
  if (value !== undefined && data !== undefined) {
    const name = isAccount ? 'cloud.account.uid' : 'cloud.project_uid';
    addEnrichment(event, { name, value, type: 'directory', provider: directory.name }, { ...data });
  }
}
