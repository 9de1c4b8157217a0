import { decideOn } from '../../../../lib/alerts/respond/decide-on';
import { approvalId, ask, begin, settle } from '../../../../lib/alerts/respond/steps';
import { ALICE, ApprovalWorld, BOB, EXECUTION, REQUEST } from './support';

const ID = approvalId(EXECUTION);
const TOKEN = 'AQCEAAAAKgAAAAM-secret-task-token';
const approved = { verdict: 'approved', by: BOB, reason: 'seen it too' } as const;

async function asked(): Promise<ApprovalWorld> {
  const world = new ApprovalWorld();
  await begin(EXECUTION, REQUEST, world);
  await ask(ID, TOKEN, world);
  return world;
}

describe('the steps of an approval', () => {
  test('ask people, let the waiting go on once somebody approves, and say who did', async () => {
    const world = await asked();

    const decided = await decideOn(ID, approved, world);
    const settled = await settle(ID, world);

    expect(decided.ok).toBe(true);
    expect(world.resumed).toEqual([TOKEN]);
    expect(settled).toEqual({
      approval: ID,
      decision: 'approved',
      status: 'approved',
      alert: REQUEST.alert,
      action: REQUEST.action,
      target: REQUEST.target,
      requested_by: ALICE,
      decided_by: BOB,
      decided_at: '2024-08-12T10:30:00Z',
      decided_reason: 'seen it too',
    });
    expect(world.told.map(({ status }) => status)).toEqual(['open', 'approved']);
  });

  test('wait as long as the request says, and what nobody decides is denied for good', async () => {
    const world = new ApprovalWorld();
    const begun = await begin(EXECUTION, { ...REQUEST, expires: '2024-08-12T10:45:00Z' }, world);
    await ask(ID, TOKEN, world);
    world.clock.pass(900);

    const settled = await settle(ID, world);

    expect(begun).toEqual({ approval: ID, wait_seconds: 900 });
    expect(settled).toMatchObject({ decision: 'denied', status: 'expired' });
    expect(settled).not.toHaveProperty('decided_by');
    expect(await decideOn(ID, approved, world)).toMatchObject({ ok: false });
    expect((await settle(ID, world)).decision).toBe('denied');
  });

  test('end in what was decided in time, though the wait ended first', async () => {
    const world = await asked();
    await decideOn(ID, approved, { ...world, resume: async () => undefined });
    world.clock.pass(7200);

    expect((await settle(ID, world)).decision).toBe('approved');
  });

  test('approve nothing because somebody had the token', async () => {
    const world = await asked();

    // The machine goes on: SendTaskSuccess of anybody who may.
    expect((await settle(ID, world)).decision).toBe('denied');
  });

  test('go on at once when somebody decided before the token was there, or while it was given anew', async () => {
    const world = new ApprovalWorld();
    await begin(EXECUTION, REQUEST, world);
    await decideOn(ID, approved, world);

    await ask(ID, TOKEN, world);

    expect(world.resumed).toEqual([TOKEN]);
    expect(world.told).toEqual([]);
  });

  test('keep the token sealed, out of every message, and not at all once it is over', async () => {
    const world = await asked();
    const kept = JSON.stringify([...world.store.values]);
    await decideOn(ID, approved, world);
    await settle(ID, world);

    expect(kept).not.toContain(TOKEN);
    expect(kept).toContain('sealed:');
    expect(JSON.stringify(world.told)).not.toContain(TOKEN);
    expect(await world.record(ID)).not.toHaveProperty('token');
    expect(await world.record(ID)).toMatchObject({
      status: 'approved',
      requestedBy: ALICE,
      decision: approved,
    });
  });

  test('change nothing when they are done again', async () => {
    const world = await asked();
    await begin(EXECUTION, { ...REQUEST, target: 'another' }, world);
    await ask(ID, 'second-token', world);
    await decideOn(ID, approved, world);
    await decideOn(ID, approved, world);

    const [first, second] = [await settle(ID, world), await settle(ID, world)];

    expect(second).toEqual(first);
    expect(first.target).toBe(REQUEST.target);
    expect(world.resumed).toEqual(['second-token', 'second-token']);
  });

  test('refuse what is no request, and an approval that is none', async () => {
    const world = new ApprovalWorld();

    await expect(begin(EXECUTION, { ...REQUEST, target: '' }, world)).rejects.toThrow(
      `${EXECUTION}: the request's target must be text`,
    );
    await expect(ask(ID, TOKEN, world)).rejects.toThrow('there is none');
    await expect(settle(ID, world)).rejects.toThrow('there is none');
    expect(await decideOn(ID, approved, world)).toEqual({
      ok: false,
      problem: `approval ${ID}: there is none`,
    });
  });

  test('killed at any store operation and tried again, come to the same end', async () => {
    const wholeLife = async (world: ApprovalWorld) => {
      await begin(EXECUTION, REQUEST, world);
      await ask(ID, TOKEN, world);
      await decideOn(ID, approved, world);
      return settle(ID, world);
    };
    const counting = new ApprovalWorld();
    counting.store.lives = 1e9;
    const whole = await wholeLife(counting);
    const steps = 1e9 - counting.store.lives;
    expect(steps).toBeGreaterThan(5);

    for (let lives = 0; lives < steps; lives++) {
      for (const dieAfterEffect of [false, true]) {
        const world = new ApprovalWorld();
        Object.assign(world.store, { lives, dieAfterEffect });
        await wholeLife(world).catch(() => undefined);
        world.store.lives = Number.POSITIVE_INFINITY;

        expect(await wholeLife(world)).toEqual(whole);
        expect(world.resumed).toContain(TOKEN);
      }
    }
  });

  test('of two who decide at once, one is heard', async () => {
    const world = await asked();
    const denied = { verdict: 'denied', by: `${BOB}2`, reason: 'it is ours' } as const;

    const both = await Promise.all([decideOn(ID, approved, world), decideOn(ID, denied, world)]);

    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(world.resumed).toHaveLength(1);
  });
});

describe('the mail of an approval', () => {
  test('says what is to be done to what, by whose wish, until when, and how to answer', async () => {
    const [mail] = (await asked()).told;

    expect(mail?.subject).toBe(`[approval] requested (${ID.slice(0, 8)})`);
    for (const text of ['isolate instance', 'instance/i-0abc', 'talks to a known botnet', 'alice']) {
      expect(mail?.body).toContain(text);
    }
    expect(mail?.body).toContain('Until: 2024-08-12 11:30:00 UTC (2024-08-12T11:30:00Z); denied if nobody');
    expect(mail?.body).toContain(`  kumomori approve ${ID} --deny --reason "..."\n`);
    expect(mail?.body).not.toMatch(/:\/\/|www\./);
  });

  test('is in the language of the alerts', async () => {
    const world = Object.assign(new ApprovalWorld(), { language: 'ja', timeZone: 'Asia/Tokyo' });
    await begin(EXECUTION, { ...REQUEST, target: 'https://evil.example' }, world);
    await ask(ID, TOKEN, world);

    expect(world.told[0]?.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(world.told[0]?.body).toContain('対象: https[:]//evil[.]example');
    expect(world.told[0]?.body).toContain('2024-08-12 20:30:00 Asia/Tokyo');
  });
});
