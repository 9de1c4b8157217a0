import { isObject, type JsonValue, list } from '../../json';
import type { DnsAnswer } from '../../ocsf/event';
import { leftovers, mapped, word } from '../shared/leftovers';

const MAPPED = mapped({ word: ['Rdata', 'Type', 'Class'] });

/** The records of the response; undefined where it has none, as a blocked query's. */
export function answersOf(answers: JsonValue): DnsAnswer[] | undefined {
  const found = list(answers).flatMap((answer) => {
    const rdata = rdataOf(answer);
    return isObject(answer) && rdata !== undefined
      ? [{ rdata, type: word(answer.Type), class: word(answer.Class) }]
      : [];
  });
  return found.length === 0 ? undefined : found;
}

/** What of `answers` has no place: what is no list, or its elements that are no answers or say more than one. */
export function oddAnswers(answers: JsonValue): JsonValue {
  if (!Array.isArray(answers)) {
    return answers;
  }
  const odd = answers.filter(
    (answer) => !isObject(answer) || rdataOf(answer) === undefined || leftovers(answer, MAPPED) !== undefined,
  );
  return odd.length === 0 ? undefined : odd;
}

function rdataOf(answer: JsonValue): string | undefined {
  return isObject(answer) ? word(answer.Rdata) : undefined;
}
