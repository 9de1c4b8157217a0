import fc from 'fast-check';
import { type Alert, newAlert, type State } from '../../../lib/alerts/alert';
import { alertKeyOf } from '../../../lib/alerts/alert-key';
import { mergeFindings } from '../../../lib/alerts/merge';
import { ACTIONS, type Action, decide, open, reopenIfNewer } from '../../../lib/alerts/transitions';
import { findingOf, HOUR, MINUTE } from './support';

const NOW = (HOUR + 10 * MINUTE) * 1000;
const FINDING = findingOf({ uid: 'f1', time: HOUR });
const WAITING = mergeFindings(newAlert('a1', alertKeyOf(FINDING), FINDING), [FINDING], { s: 1 });
const OPEN = open(WAITING, NOW);

const act = (alert: Alert, action: Action, reason = 'because', atMicros = NOW) =>
  decide(alert, { action, by: 'hanako', reason, atMicros });
const after = (...actions: Action[]) =>
  actions.reduce((alert, action) => {
    const decided = act(alert, action);
    return decided.ok ? decided.value : alert;
  }, OPEN);

const IN: Readonly<Record<State, Alert>> = {
  waiting: WAITING,
  open: OPEN,
  acknowledged: after('acknowledge'),
  resolved: after('resolve'),
  false_positive: after('false_positive'),
};

test.each<[State, Action, State | 'refused']>([
  ['waiting', 'acknowledge', 'refused'],
  ['waiting', 'resolve', 'refused'],
  ['waiting', 'false_positive', 'refused'],
  ['waiting', 'reopen', 'refused'],
  ['open', 'acknowledge', 'acknowledged'],
  ['open', 'resolve', 'resolved'],
  ['open', 'false_positive', 'false_positive'],
  ['open', 'reopen', 'open'],
  ['acknowledged', 'acknowledge', 'acknowledged'],
  ['acknowledged', 'resolve', 'resolved'],
  ['acknowledged', 'false_positive', 'false_positive'],
  ['acknowledged', 'reopen', 'open'],
  ['resolved', 'acknowledge', 'refused'],
  ['resolved', 'resolve', 'resolved'],
  ['resolved', 'false_positive', 'false_positive'],
  ['resolved', 'reopen', 'open'],
  ['false_positive', 'acknowledge', 'refused'],
  ['false_positive', 'resolve', 'resolved'],
  ['false_positive', 'false_positive', 'false_positive'],
  ['false_positive', 'reopen', 'open'],
])('an alert that is %s, on %s, is %s', (from, action, to) => {
  const decided = act(IN[from], action);

  expect(decided.ok ? decided.value.state : 'refused').toBe(to);
});

test('a decision says who, when and why; the same again adds nothing', () => {
  const resolved = IN.resolved;

  const again = act(resolved, 'resolve', 'another reason', NOW + 1);

  expect(resolved.history.at(-1)).toMatchObject({ by: 'hanako', reason: 'because', atMicros: NOW });
  expect(again).toEqual({ ok: true, value: resolved });
});

test('closing and reopening need a reason, acknowledging does not', () => {
  const refused = ACTIONS.filter((action) => !act(IN.acknowledged, action, '').ok);

  expect(refused).toEqual(['resolve', 'false_positive', 'reopen']);
  expect(act(OPEN, 'acknowledge', '').ok).toBe(true);
});

describe('a resolved alert and one more finding', () => {
  const reopened = (from: Alert, time: number) =>
    reopenIfNewer(mergeFindings(from, [findingOf({ uid: 'f2', time })], { s: 2 }), NOW + 1).state;

  test.each<[string, State, number, State]>([
    ['of after the resolution: it goes on', 'resolved', HOUR + 11 * MINUTE, 'open'],
    ['of before the resolution, late: it was part of it', 'resolved', HOUR + 9 * MINUTE, 'resolved'],
    ['a false positive stays one in its window', 'false_positive', HOUR + 11 * MINUTE, 'false_positive'],
    ['an acknowledged one is in hands', 'acknowledged', HOUR + 11 * MINUTE, 'acknowledged'],
  ])('%s', (_, from, time, to) => {
    expect(reopened(IN[from], time)).toBe(to);
  });

  test('seen before the resolution, though it claims to be of after it, changes nothing when it comes again', () => {
    const skewed = findingOf({ uid: 'f2', time: HOUR + 50 * MINUTE });
    const resolved = act(mergeFindings(OPEN, [skewed], { s: 2 }), 'resolve');

    const again = resolved.ok
      ? reopenIfNewer(mergeFindings(resolved.value, [skewed], { s: 2 }), NOW + 1)
      : OPEN;

    expect(again.state).toBe('resolved');
  });
});

test('whatever is done, steps are numbered, each changed the state, and the last one tells it', () => {
  const TELLS = { opened: 'open', reopened: 'open' } as Record<string, State>;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 12 }), (actions) => {
      const { history, state } = after(...actions);
      const states = history.map(({ occasion }) => TELLS[occasion] ?? occasion);

      expect(history.map(({ sequence }) => sequence)).toEqual(history.map((_, i) => i));
      expect(states.every((each, i) => i === 0 || each !== states[i - 1])).toBe(true);
      expect(states.at(-1)).toBe(state);
    }),
  );
});

test('findings in any order and any grouping, repeated or not, make the same alert', () => {
  const findings = Array.from({ length: 15 }, (_, i) =>
    findingOf({ uid: `f${i}`, time: HOUR + (i % 7) * MINUTE, user: `user-${i}` }),
  );
  const whole = mergeFindings(WAITING, findings, { s: 16 });
  fc.assert(
    fc.property(
      fc.shuffledSubarray(findings, { minLength: findings.length }),
      fc.nat(14),
      (shuffled, cut) => {
        const parts = [shuffled.slice(0, cut), shuffled.slice(cut), shuffled.slice(0, cut)];

        const merged = parts.reduce((alert, part) => mergeFindings(alert, part, { s: 16 }), WAITING);

        expect(merged).toEqual(whole);
      },
    ),
  );
});
