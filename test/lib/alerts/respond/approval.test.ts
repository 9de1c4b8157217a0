import fc from 'fast-check';
import { type Approval, close, type Decision, decide } from '../../../../lib/alerts/respond/approval';
import { personOf } from '../../../../lib/alerts/respond/person';
import { ALICE, BOB, session } from './support';

const MINUTE = 60_000_000;
const OPEN: Approval = {
  id: 'a'.repeat(32),
  alert: 'x',
  action: 'isolate',
  target: 'i-1',
  requestedBy: ALICE,
  reason: 'botnet',
  askedMicros: 0,
  expiresMicros: 60 * MINUTE,
  status: 'open',
};
const decision = (parts: Partial<Decision> = {}): Decision => ({
  verdict: 'approved',
  by: BOB,
  reason: 'seen',
  atMicros: MINUTE,
  ...parts,
});
const problem = (approval: Approval, made: Decision) => {
  const decided = decide(approval, made);
  return decided.ok ? undefined : decided.problem;
};

describe('an approval', () => {
  test('is approved by somebody else, with who, when and why', () => {
    expect(decide(OPEN, decision())).toEqual({
      ok: true,
      value: { ...OPEN, status: 'approved', decision: decision() },
    });
  });

  test.each([
    ['under the same name', ALICE],
    ['by another way of signing in', session('Alice', 'acme-responders')],
    ['under the same name at another domain', session('ALICE@sub.corp.example')],
  ])('is not approved by who requested it, %s', (_, by) => {
    expect(problem(OPEN, decision({ by }))).toContain('somebody else must approve it');
    expect(decide(OPEN, decision({ by, verdict: 'denied' })).ok).toBe(true);
  });

  test('is not approved once its time is over, nor without a reason', () => {
    expect(problem(OPEN, decision({ atMicros: OPEN.expiresMicros }))).toContain('expired at');
    expect(decide(OPEN, decision({ atMicros: OPEN.expiresMicros - 1 })).ok).toBe(true);
    expect(problem(OPEN, decision({ reason: '' }))).toContain('needs a reason');
  });

  const people = fc.constantFrom(ALICE, BOB, session('carol'), session('alice', 'acme-responders'));
  const step = fc.oneof(
    { weight: 1, arbitrary: fc.constant('close' as const) },
    {
      weight: 4,
      arbitrary: fc.record({
        verdict: fc.constantFrom('approved' as const, 'denied' as const),
        by: people,
        reason: fc.constantFrom('', 'seen'),
        atMicros: fc.integer({ min: 0, max: 120 * MINUTE }),
      }),
    },
  );

  test('changes once, and is approved by one other person in time or not at all, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), people, (steps, requestedBy) => {
        let approval: Approval = { ...OPEN, requestedBy };
        for (const one of steps) {
          const before = approval;
          const decided = one === 'close' ? undefined : decide(before, one);
          approval = one === 'close' ? close(before) : decided?.ok ? decided.value : before;
          if (before.status !== 'open') {
            expect(approval).toBe(before);
          }
        }

        const { status, decision: made, expiresMicros } = approval;
        expect(made === undefined).toBe(status === 'open' || status === 'expired');
        if (made) {
          expect(made.verdict).toBe(status);
          expect(made.atMicros).toBeLessThan(expiresMicros);
          expect(made.reason).not.toBe('');
        }
        if (status === 'approved') {
          expect(personOf(made?.by ?? '')).not.toBe(personOf(requestedBy));
        }
      }),
    );
  });

  test('that was decided says so to the next who tries, and changes nothing for the same again', () => {
    const [approved] = [decide(OPEN, decision())].flatMap((one) => (one.ok ? one.value : []));

    expect(approved && problem(approved, decision({ verdict: 'denied' }))).toContain(`approved by ${BOB}`);
    expect(approved && problem(approved, decision({ by: session('carol') }))).toContain('was approved by');
    expect(approved && decide(approved, decision({ atMicros: 99 * MINUTE }))).toEqual({
      ok: true,
      value: approved,
    });
  });
});
