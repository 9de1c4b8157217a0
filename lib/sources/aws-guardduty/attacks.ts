import { type JsonObject, list, object, text } from '../../json';
import type { Attack } from '../../ocsf/event';

/**
 * ATT&CK tactics that GuardDuty names as ATT&CK does. Its other purposes (Backdoor, Recon, Stealth, DefenseEvasion …)
 * are wider or older than one tactic, and are left unsaid.
 */
const TACTICS: ReadonlyMap<string, { readonly uid: string; readonly name: string }> = new Map(
  [
    { uid: 'TA0001', name: 'Initial Access' },
    { uid: 'TA0002', name: 'Execution' },
    { uid: 'TA0003', name: 'Persistence' },
    { uid: 'TA0004', name: 'Privilege Escalation' },
    { uid: 'TA0006', name: 'Credential Access' },
    { uid: 'TA0007', name: 'Discovery' },
    { uid: 'TA0008', name: 'Lateral Movement' },
    { uid: 'TA0009', name: 'Collection' },
    { uid: 'TA0010', name: 'Exfiltration' },
    { uid: 'TA0011', name: 'Command and Control' },
    { uid: 'TA0040', name: 'Impact' },
  ].map((tactic) => [folded(tactic.name), tactic]),
);

const TECHNIQUE = /^(T\d{4})(\.\d{3})?(?!\d)/;

/**
 * ATT&CK of a finding: of its type's purpose (`Exfiltration:S3/…`), and of an attack sequence what its indicators name.
 * Source: GuardDuty User Guide, finding format (threat purpose); GuardDuty API, Indicator.
 */
export function attacksOf(type: string | undefined, sequence: JsonObject | undefined): Attack[] | undefined {
  const named = list(sequence?.sequenceIndicators).flatMap((indicator) => {
    const { key, values } = object(indicator) ?? {};
    return list(values).flatMap((value) => attackOf(text(key), text(value) ?? ''));
  });
  const purpose = attackOf('ATTACK_TACTIC', type?.split(':', 1)[0] ?? '');
  const attacks = [
    ...new Map([...purpose, ...named].map((attack) => [JSON.stringify(attack), attack])).values(),
  ];
  return attacks.length > 0 ? attacks : undefined;
}

function attackOf(key: string | undefined, value: string): Attack[] {
  if (key === 'ATTACK_TACTIC') {
    const tactic = TACTICS.get(folded(value));
    return tactic === undefined ? [] : [{ tactic: { ...tactic } }];
  }
  const [uid, parent, sub] = (key === 'ATTACK_TECHNIQUE' && TECHNIQUE.exec(value)) || [];
  return parent === undefined
    ? []
    : [{ technique: { uid: parent }, sub_technique: sub === undefined ? undefined : { uid } }];
}

/** `InitialAccess`, `Initial Access` and `INITIAL_ACCESS` are one. */
function folded(name: string): string {
  return name.replace(/[^A-Za-z]/g, '').toLowerCase();
}
