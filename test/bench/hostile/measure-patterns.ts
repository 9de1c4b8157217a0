import { itemsOf } from '../../../lib/sigma/detection';
import { clueOf, literalsOf } from '../../../lib/sigma/match/clue';
import type { ValueTest } from '../../../lib/sigma/match/path';
import { compileValue, type OwnValue, ownValues } from '../../../lib/sigma/match/value-test';
import type { Rule } from '../../../lib/sigma/rule';
import { bestSeconds } from '../measure';
import { packed, RUNS } from './lines';

export interface PatternMeasurement {
  readonly patterns: number;
  readonly lines: number;
  /** The slowest of all patterns on the worst of its lines. */
  readonly worstMillis: number;
  readonly worst: string;
}

/** Every regular expression of the rules, on hostile lines of its own making: its literals packed, whole and cut short. */
export async function measureRegexes(rules: readonly Rule[]): Promise<PatternMeasurement> {
  const found = rules.flatMap(({ expression }) =>
    itemsOf(expression).flatMap(({ values }) => ownValues(values)),
  );
  const regexes = new Map(
    found.flatMap((value) => (value.kind === 'regex' ? [[value.pattern, value] as const] : [])),
  );
  return measureAll([...regexes].map(([name, value]) => [name, value]));
}

async function measureAll(values: readonly (readonly [string, OwnValue])[]): Promise<PatternMeasurement> {
  let worst = { worstMillis: 0, worst: '' };
  let lines = 0;
  for (const [name, value] of values) {
    const test = compileValue(value);
    for (const piece of [...RUNS, ...piecesOf(value)]) {
      const line = packed(piece);
      const first = await millisOn(test, line, 3);
      // The worst of many is mostly the most disturbed: it must be so again.
      const millis = first > worst.worstMillis ? Math.min(first, await millisOn(test, line, 20)) : first;
      lines++;
      if (millis > worst.worstMillis) {
        worst = { worstMillis: millis, worst: `${name} on ${JSON.stringify(piece)}` };
      }
    }
  }
  return { patterns: values.length, lines, ...worst };
}

async function millisOn(test: ValueTest, line: string, rounds: number): Promise<number> {
  return 1000 * (await bestSeconds(rounds, () => test(line)));
}

/** What a pattern looks for, packed; and with something between, so that each find leads nowhere. */
function piecesOf(value: OwnValue): readonly string[] {
  const literals = literalsOf(clueOf(value));
  const source = value.kind === 'regex' ? value.pattern : '';
  return [
    ...literals.flatMap((literal) => [literal, `${literal} `, literal.slice(0, -1), `${literal}"x`]),
    source.replace(/[\\^$()?*+|]|\[[^\]]*\]/g, ''),
  ].filter((piece) => piece !== '');
}
