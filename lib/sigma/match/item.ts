import type { DetectionItem } from '../detection';
import type { FieldReference, SigmaValue } from '../value';
import type { Field } from './field';
import type { Fields } from './fields';
import { comparableText, fold } from './text';

/** Asks about the event that the fields are turned to. */
export type Question = () => boolean;

const NEVER: Question = () => false;

/** The question one line of a detection asks. A field the source does not know never matches, not even `null`. */
export function compileItem(item: DetectionItem, fields: Fields): Question {
  const field = fields.field(item.field);
  if (!field) {
    return NEVER;
  }
  const questions = item.values.map((value) => compileValueOf(item, value, field, fields));
  const met = item.linking === 'or' ? some(questions) : every(questions);
  return item.negated ? () => field.isPresent() && !met() : met;
}

/** Questions joined by or. */
export function some(questions: readonly Question[]): Question {
  const [first, second] = questions;
  if (first && second && questions.length === 2) {
    return () => first() || second();
  }
  return questions.length === 1 && first
    ? first
    : () => {
        for (let index = 0; index < questions.length; index++) {
          if ((questions[index] as Question)()) {
            return true;
          }
        }
        return false;
      };
}

/** Questions joined by and. */
export function every(questions: readonly Question[]): Question {
  const [first, second] = questions;
  if (first && second && questions.length === 2) {
    return () => first() && second();
  }
  return questions.length === 1 && first
    ? first
    : () => {
        for (let index = 0; index < questions.length; index++) {
          if (!(questions[index] as Question)()) {
            return false;
          }
        }
        return true;
      };
}

function compileValueOf(item: DetectionItem, value: SigmaValue, field: Field, fields: Fields): Question {
  switch (value.kind) {
    case 'null':
      return () => !field.isPresent();
    case 'exists':
      return () => fields.exists(item.field ?? '') === value.value;
    case 'fieldref':
      return compileReference(value, field, fields);
    case 'expansion':
      return some(value.of.map((inner) => compileValueOf(item, inner, field, fields)));
    default: {
      const mark = field.mark(value);
      return () => field.meets(mark);
    }
  }
}

function compileReference(reference: FieldReference, field: Field, fields: Fields): Question {
  const other = fields.field(reference.field);
  const prepare = reference.cased
    ? comparableText
    : (value: Parameters<typeof comparableText>[0]) => fold(comparableText(value));
  return () => {
    const wanted = other?.values().map(prepare) ?? [];
    return (
      wanted.length > 0 &&
      field.values().some((found) => {
        const text = prepare(found);
        return wanted.some((one) => compareTexts(text, one, reference));
      })
    );
  };
}

function compareTexts(text: string, wanted: string, { affix }: FieldReference): boolean {
  switch (affix) {
    case 'equals':
      return text === wanted;
    case 'contains':
      return text.includes(wanted);
    case 'startswith':
      return text.startsWith(wanted);
    case 'endswith':
      return text.endsWith(wanted);
  }
}
