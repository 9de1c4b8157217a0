import { maskText } from '../pipeline/mask/mask-text';
import type { MaskPolicy, PolicyFor } from '../pipeline/mask/policy';
import type { Role } from '../pipeline/mask/roles';
import { type DetectionItem, itemsOf } from '../sigma/detection';
import { equalTexts } from '../sigma/match/value-test';
import type { Rule } from '../sigma/rule';
import type { SigmaValue } from '../sigma/value';
import type { Source } from '../sources/source';
import { treatmentOf } from './masked-paths';
import { roleAt } from './path-role';

/** A condition that holds while events come in, and no more in the lake, where its values are masked. */
export interface IngestOnly {
  readonly line: number;
  readonly reason: string;
}

/**
 * Conditions of a rule that the lake's SQL cannot repeat for a source under a privacy policy: patterns on tokens,
 * anything on masked identities and addresses, literals that masking itself would change, keywords.
 */
export function ingestOnlyItems(rule: Rule, source: Source, policyFor: PolicyFor): readonly IngestOnly[] {
  const found = new Map<string, IngestOnly>();
  for (const classUid of source.classes) {
    const policy = policyFor(source.id, classUid);
    for (const item of itemsOf(rule.expression)) {
      const reason = reasonFor(item, source, classUid, policy);
      if (reason !== undefined) {
        found.set(`${item.line} ${reason}`, { line: item.line, reason });
      }
    }
  }
  return [...found.values()];
}

function reasonFor(
  item: DetectionItem,
  source: Source,
  classUid: number,
  policy: MaskPolicy,
): string | undefined {
  if (item.field === undefined) {
    return 'keywords are looked for in every text of an event';
  }
  const reasons = source
    .fieldPaths(item.field)
    .map((path) => reasonAt(item, roleAt(classUid, path), policy))
    .filter((reason) => reason !== undefined);
  return reasons[0] && `"${item.field}" ${reasons[0]}`;
}

function reasonAt(item: DetectionItem, role: Role, policy: MaskPolicy): string | undefined {
  const treatment = treatmentOf(role, policy);
  const tested = item.values.filter(({ kind }) => kind !== 'exists' && kind !== 'null');
  if (treatment === undefined || tested.length === 0) {
    return undefined;
  }
  if (treatment === 'text') {
    return tested.some(holdsPersonalData)
      ? 'is free text, in which the value itself is masked in the lake'
      : undefined;
  }
  if (treatment === 'mask') {
    return 'is masked in the lake';
  }
  const patterns = tested.some((value) => value.kind !== 'fieldref' && equalTexts(value) === undefined);
  return treatment === 'tokenize' && patterns
    ? 'is a token in the lake, which only equality can be tried on'
    : undefined;
}

/** A literal that masking would replace can never be found where it was masked. */
function holdsPersonalData(value: SigmaValue): boolean {
  switch (value.kind) {
    case 'cidr':
      return true;
    case 'string': {
      const text = value.parts.filter((part) => typeof part === 'string').join(' ');
      return maskText(text) !== text;
    }
    case 'expansion':
      return value.of.some(holdsPersonalData);
    default:
      return false;
  }
}
