/**
 * The MITRE ATT&CK release that rules' tags speak of. Release 19 split defense-evasion into stealth, which kept
 * TA0005, and defense-impairment.
 */
export const ATTACK_VERSION = '19';

/** Enterprise tactics of that release: tag name → uid and name. */
export const TACTICS: Readonly<Record<string, { readonly uid: string; readonly name: string }>> = {
  reconnaissance: { uid: 'TA0043', name: 'Reconnaissance' },
  'resource-development': { uid: 'TA0042', name: 'Resource Development' },
  'initial-access': { uid: 'TA0001', name: 'Initial Access' },
  execution: { uid: 'TA0002', name: 'Execution' },
  persistence: { uid: 'TA0003', name: 'Persistence' },
  'privilege-escalation': { uid: 'TA0004', name: 'Privilege Escalation' },
  stealth: { uid: 'TA0005', name: 'Stealth' },
  'defense-impairment': { uid: 'TA0112', name: 'Defense Impairment' },
  'credential-access': { uid: 'TA0006', name: 'Credential Access' },
  discovery: { uid: 'TA0007', name: 'Discovery' },
  'lateral-movement': { uid: 'TA0008', name: 'Lateral Movement' },
  collection: { uid: 'TA0009', name: 'Collection' },
  'command-and-control': { uid: 'TA0011', name: 'Command and Control' },
  exfiltration: { uid: 'TA0010', name: 'Exfiltration' },
  impact: { uid: 'TA0040', name: 'Impact' },
};

export type AttackTag =
  | { readonly kind: 'tactic'; readonly uid: string; readonly name: string }
  /** `T1078`, or with its sub-technique `T1078.004`. */
  | { readonly kind: 'technique'; readonly uid: string };

/** A rule's tag as ATT&CK knows it: `attack.t1078.004`, `attack.persistence`; undefined for any other. */
export function parseAttackTag(tag: string): AttackTag | undefined {
  const technique = /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1];
  if (technique) {
    return { kind: 'technique', uid: technique.toUpperCase() };
  }
  const name = /^attack\.([a-z_-]+)$/i.exec(tag)?.[1]?.toLowerCase().replaceAll('_', '-');
  const tactic = name !== undefined && Object.hasOwn(TACTICS, name) ? TACTICS[name] : undefined;
  return tactic && { kind: 'tactic', ...tactic };
}
