import { fail, ok, type Result } from '../../result';
import type { Expression, SigmaDetection } from '../detection';
import type { Condition } from './condition';

export type Detections = ReadonlyMap<string, SigmaDetection>;

/** Puts the detections in for their names. The problem names the detection, or the pattern, that is not there. */
export function resolveCondition(condition: Condition, detections: Detections): Result<Expression> {
  switch (condition.kind) {
    case 'detection':
      return lookUp(condition.name, detections);
    case 'quantified':
      return quantify(condition.quantity, condition.pattern, detections);
    case 'not': {
      const of = resolveCondition(condition.of, detections);
      return of.ok ? ok({ kind: 'not', of: of.value }) : of;
    }
    default: {
      const of: Expression[] = [];
      for (const operand of condition.of) {
        const resolved = resolveCondition(operand, detections);
        if (!resolved.ok) {
          return resolved;
        }
        of.push(resolved.value);
      }
      return ok({ kind: condition.kind, of });
    }
  }
}

/**
 * The names a quantifier's pattern means; `them` is all. Names that begin with `_` are only meant by a pattern that
 * does so too.
 */
export function namesOf(pattern: string, names: Iterable<string>): readonly string[] {
  const pieces = (pattern === 'them' ? '*' : pattern)
    .split('*')
    .map((piece) => piece.replace(/[.?-]/g, '\\$&'));
  const expression = new RegExp(`^${pieces.join('.*')}$`);
  return [...names].filter(
    (name) => expression.test(name) && (pattern.startsWith('_') || !name.startsWith('_')),
  );
}

function lookUp(name: string, detections: Detections): Result<Expression> {
  const found = detections.get(name);
  const known = [...detections.keys()].join(', ');
  return found ? ok(found) : fail(`there is no detection "${name}"; the rule has ${known}`);
}

function quantify(quantity: 'one' | 'all', pattern: string, detections: Detections): Result<Expression> {
  const of = namesOf(pattern, detections.keys()).flatMap((name) => detections.get(name) ?? []);
  const [first] = of;
  if (!first) {
    return fail(`"${pattern}" matches no detection; the rule has ${[...detections.keys()].join(', ')}`);
  }
  return ok(of.length === 1 ? first : { kind: quantity === 'one' ? 'or' : 'and', of });
}
