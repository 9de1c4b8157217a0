import type { Attack } from '../ocsf/event';
import { ATTACK_VERSION, type AttackTag } from '../sigma/tags';

/**
 * A rule's ATT&CK tags as OCSF wants them. With one tactic every technique is said to serve it; with several the tags
 * do not say which serves which, so tactics and techniques stand apart.
 */
export function attacksOf(tags: readonly AttackTag[]): Attack[] | undefined {
  const tactics = tags.filter((tag) => tag.kind === 'tactic').map(({ uid, name }) => ({ uid, name }));
  const techniques = tags.filter((tag) => tag.kind === 'technique').map(({ uid }) => techniqueOf(uid));
  const [tactic] = tactics;
  if (tactics.length === 1 && techniques.length > 0) {
    return techniques.map((technique) => ({ tactic, ...technique, version: ATTACK_VERSION }));
  }
  const apart = [...tactics.map((one) => ({ tactic: one })), ...techniques];
  return apart.length === 0 ? undefined : apart.map((attack) => ({ ...attack, version: ATTACK_VERSION }));
}

function techniqueOf(uid: string): Pick<Attack, 'technique' | 'sub_technique'> {
  const technique = { uid: uid.split('.', 1)[0] };
  return uid.includes('.') ? { technique, sub_technique: { uid } } : { technique };
}
