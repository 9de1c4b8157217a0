import type { ResolvedCorrelation } from '../sigma/correlate/correlation';
import type { Rule, RuleHeader } from '../sigma/rule';
import { ATTACK_VERSION } from '../sigma/tags';
import type { Source } from '../sources/source';
import { coverageOf } from './coverage';

interface Named {
  readonly name: string;
  readonly value: string;
}

/** One technique of a layer. */
export interface LayerTechnique {
  readonly techniqueID: string;
  /** How many rules watch for it. */
  readonly score: number;
  readonly comment: string;
  readonly metadata: readonly Named[];
  readonly showSubtechniques: boolean;
}

/** An ATT&CK Navigator layer, format 4.5. Source: mitre-attack/attack-navigator, layers/LAYERFORMATv4_5.md. */
export interface NavigatorLayer {
  readonly name: string;
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: '4.5' };
  readonly domain: 'enterprise-attack';
  readonly description: string;
  readonly sorting: number;
  readonly layout: Readonly<Record<string, string | boolean>>;
  readonly techniques: readonly LayerTechnique[];
  readonly gradient: {
    readonly colors: readonly string[];
    readonly minValue: number;
    readonly maxValue: number;
  };
  readonly metadata: readonly Named[];
}

/** The oldest Navigator that reads layers of format 4.5. */
const NAVIGATOR = '5.0.0';

/** What the rules watch for, as a layer that ATT&CK Navigator opens: score is the number of rules. */
export function navigatorLayer(
  name: string,
  rules: readonly Rule[],
  sources: readonly Source[],
  correlations: readonly ResolvedCorrelation[] = [],
): NavigatorLayer {
  const rows = coverageOf(rules, sources, correlations);
  const ids = [...new Set(rows.map(({ technique }) => technique))];
  const techniques = ids.map((id) =>
    technique(
      id,
      rows.filter((row) => row.technique === id),
    ),
  );
  return {
    name,
    versions: { attack: ATTACK_VERSION, navigator: NAVIGATOR, layer: '4.5' },
    domain: 'enterprise-attack',
    description: `${rules.length + correlations.length} rules over ${sources.length} log sources; the score is the number of rules.`,
    sorting: 3,
    layout: { layout: 'side', showName: true, showID: true, expandedSubtechniques: 'annotated' },
    techniques,
    gradient: {
      colors: ['#d6e4f0', '#1f5c99'],
      minValue: 0,
      maxValue: Math.max(1, ...techniques.map(({ score }) => score)),
    },
    metadata: sources.map(({ id, title }) => ({ name: id, value: title })),
  };
}

function technique(
  id: string,
  rows: readonly { readonly source: string; readonly rules: readonly RuleHeader[] }[],
): LayerTechnique {
  const rules = new Map(rows.flatMap((row) => row.rules.map((rule) => [rule.id, rule] as const)));
  return {
    techniqueID: id,
    score: rules.size,
    comment: [...rules.values()].map(({ title, level }) => `${title} (${level})`).join('\n'),
    metadata: rows.map((row) => ({
      name: row.source,
      value: row.rules.map((rule) => rule.title).join('; '),
    })),
    showSubtechniques: id.includes('.'),
  };
}
