import { compare } from '../compare';
import type { Member } from '../lake/batch/records';
import { parseObjectEvent } from './object-event';
import { memberOf } from './raw-object';
import { parseRedrive, type Redrive, redrivenKey } from './redrive';

/** A message of a queue. */
export interface Message {
  readonly messageId: string;
  readonly body: string;
}

/** A message that has to come again, and why. */
export interface NotDone {
  readonly messageId: string;
  readonly error: string;
}

/** What a receive holds: each object version once, whoever told of it. */
export interface Received {
  /** In order of their identities, so that the same objects make the same batch in whatever order they are told of. */
  readonly members: readonly Member[];
  /** Ids of the messages that tell of a member, by its identity, or of a redrive, by its `redrivenKey`. */
  readonly tellers: ReadonlyMap<string, readonly string[]>;
  /** Batches to be made again, each once a replay. */
  readonly redrives: readonly Redrive[];
  /** Messages that tell of nothing: for the dead letters, where people look. */
  readonly unreadable: readonly NotDone[];
}

export function receive(messages: readonly Message[]): Received {
  const members = new Map<string, Member>();
  const tellers = new Map<string, string[]>();
  const redrives = new Map<string, Redrive>();
  const unreadable: NotDone[] = [];
  const tell = (of: string, messageId: string) => tellers.set(of, [...(tellers.get(of) ?? []), messageId]);
  for (const { messageId, body } of messages) {
    const redrive = parseRedrive(body);
    if (redrive?.ok) {
      const key = redrivenKey(redrive.value);
      redrives.set(key, redrive.value);
      tell(key, messageId);
      continue;
    }
    const objects = redrive ?? parseObjectEvent(body);
    if (!objects.ok) {
      unreadable.push({ messageId, error: objects.problem });
      continue;
    }
    for (const member of objects.value.map(memberOf)) {
      members.set(member.input, members.get(member.input) ?? member);
      tell(member.input, messageId);
    }
  }
  const sorted = [...members.values()].sort((a, b) => compare(a.input, b.input));
  return { members: sorted, tellers, redrives: [...redrives.values()], unreadable };
}
