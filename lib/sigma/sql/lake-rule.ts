import type { Source } from '../../sources/source';
import type { DetectionItem, Expression } from '../detection';
import { isOwn, type OwnValue } from '../match/value-test';
import { plain, plainText, type SigmaValue } from '../value';
import type { LakeView, StandIn } from './lake-view';
import { literalsOf } from './literals';

/** A condition that held while events came in, and cannot be repeated in the lake. */
export interface Refusal {
  readonly line: number;
  readonly reason: string;
}

/** A rule as it must be asked of masked events: same logic, tokens for literals. Every engine may run it. */
export interface LakeRule {
  readonly expression: Expression;
  /** Its fields: those of the rule, and single paths where only one of a field's paths has a token. */
  fieldPaths(field: string): readonly string[];
  /** Not empty: the lake cannot say the whole rule. */
  readonly refusals: readonly Refusal[];
}

interface Context {
  readonly source: Pick<Source, 'fieldPaths'>;
  readonly view: LakeView;
  readonly refusals: Refusal[];
  /** Made-up names of fields that are one path. */
  readonly singles: Map<string, readonly string[]>;
}

/** Puts what stands in the lake in for the literals of an expression, or says why nothing does. */
export function ruleInLake(
  { expression }: { readonly expression: Expression },
  source: Pick<Source, 'fieldPaths'>,
  view: LakeView,
): LakeRule {
  const context: Context = { source, view, refusals: [], singles: new Map() };
  return {
    expression: inLake(expression, context),
    fieldPaths: (field) => context.singles.get(field) ?? source.fieldPaths(field),
    refusals: context.refusals,
  };
}

function inLake(expression: Expression, context: Context): Expression {
  switch (expression.kind) {
    case 'item':
      return itemInLake(expression, context);
    case 'not':
      return { kind: 'not', of: inLake(expression.of, context) };
    default:
      return { kind: expression.kind, of: expression.of.map((operand) => inLake(operand, context)) };
  }
}

function itemInLake(item: DetectionItem, context: Context): Expression {
  if (item.field === undefined) {
    refuse(item, context, context.view.refusesPattern(undefined, item.values.flatMap(literalsOf)));
    return item;
  }
  const paths = context.source.fieldPaths(item.field);
  const values = item.values.map((value) => valueInLake(value, paths, item, context));
  if (item.negated) {
    refusePresence(paths, item, context);
  }
  if (values.every((value) => value === undefined)) {
    return item;
  }
  const met = item.values.map(
    (value, index) => values[index] ?? { ...item, values: [value], negated: false },
  );
  const joined: Expression = { kind: item.linking, of: met };
  const absent: Expression = { ...item, values: [{ kind: 'null' }], negated: false };
  return item.negated ? { kind: 'not', of: { kind: 'or', of: [absent, joined] } } : joined;
}

/** The value at each of the field's paths; undefined when it is the same in the lake. */
function valueInLake(
  value: SigmaValue,
  paths: readonly string[],
  item: DetectionItem,
  context: Context,
): Expression | undefined {
  if (!isOwn(value)) {
    refuseWhole(value, paths, item, context);
    return undefined;
  }
  const found = paths.map((path) => [path, ownInLake(value, path, item, context)] as const);
  if (found.every(([, standIns]) => standIns === undefined)) {
    return undefined;
  }
  const of = found.flatMap(([path, placed]) => placed ?? [{ path, value }]);
  return { kind: 'or', of: of.map((one) => single(one, item, context)) };
}

interface Placed {
  readonly path: string;
  readonly value: OwnValue;
}

/** What stands for the value at one path; undefined when the value does, or, reported, when nothing does. */
function ownInLake(
  value: OwnValue,
  path: string,
  item: DetectionItem,
  context: Context,
): readonly Placed[] | undefined {
  if (value.kind === 'expansion') {
    const of = value.of
      .filter(isOwn)
      .map((inner) => ({ inner, placed: ownInLake(inner, path, item, context) }));
    return of.every(({ placed }) => placed === undefined)
      ? undefined
      : of.flatMap(({ inner, placed }) => placed ?? [{ path, value: inner }]);
  }
  const texts = wholeTexts(value);
  if (texts.length > 0) {
    return wholeInLake(value, texts, path, item, context);
  }
  const { view } = context;
  refuse(
    item,
    context,
    isAnything(value) ? view.refusesPresence(path) : view.refusesPattern(path, literalsOf(value)),
  );
  return undefined;
}

function wholeInLake(
  value: OwnValue,
  texts: readonly string[],
  path: string,
  item: DetectionItem,
  context: Context,
): readonly Placed[] | undefined {
  const standIns: StandIn[] = [];
  for (const text of texts) {
    const found = context.view.standIns(path, text);
    if (!found.ok) {
      refuse(item, context, found.problem);
      return undefined;
    }
    standIns.push(...found.value);
  }
  if (standIns.every((one) => one.path === path && texts.includes(one.text))) {
    return undefined;
  }
  if (value.kind === 'string' && value.cased) {
    refuse(item, context, 'is a token in the lake, which is the same for upper and lower case');
    return undefined;
  }
  return standIns.map((one) => ({ path: one.path, value: plain(one.text) }));
}

/** `*`: met by whatever is there. */
function isAnything(value: OwnValue): boolean {
  return (
    value.kind === 'string' && value.parts.every((part) => typeof part !== 'string' && part.wild === '*')
  );
}

/** What a value equals as a whole; nothing for patterns, comparisons and the like. */
function wholeTexts(value: OwnValue): readonly string[] {
  switch (value.kind) {
    case 'string': {
      const text = plainText(value);
      return text === undefined ? [] : [text];
    }
    case 'number':
      return [...new Set([value.text, String(value.value)])];
    case 'boolean':
      return [String(value.value)];
    default:
      return [];
  }
}

function single({ path, value }: Placed, item: DetectionItem, { singles }: Context): DetectionItem {
  const field = `in the lake: ${path}`;
  singles.set(field, [path]);
  return { kind: 'item', field, values: [value], linking: 'or', negated: false, line: item.line };
}

/** null, exists and fieldref look at whether, and at what, something is there. */
function refuseWhole(
  value: Exclude<SigmaValue, OwnValue>,
  paths: readonly string[],
  item: DetectionItem,
  context: Context,
): void {
  refusePresence(paths, item, context);
  if (value.kind === 'fieldref') {
    const others = context.source.fieldPaths(value.field);
    for (const path of [...paths, ...others]) {
      refuse(item, context, context.view.refusesPattern(path, []));
    }
  }
}

function refusePresence(paths: readonly string[], item: DetectionItem, context: Context): void {
  for (const path of paths) {
    refuse(item, context, context.view.refusesPresence(path));
  }
}

function refuse({ line, field }: DetectionItem, { refusals }: Context, reason: string | undefined): void {
  if (reason === undefined) {
    return;
  }
  const subject = field === undefined ? '' : `"${field}" `;
  // One reason is enough for a field of a line.
  if (!refusals.some((one) => one.line === line && one.reason.startsWith(subject))) {
    refusals.push({ line, reason: subject + reason });
  }
}
