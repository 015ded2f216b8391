import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { escalate } from '../../functions/core/escalate.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const id = '7f3a9c0b1d2e';
const on = { alert: id };

test('of two people who take an alert on at once both have done so, and one has it', async () => {
  const world = actWorld(tables);
  await world.fire();
  const outcomes = await Promise.all([
    world.do({ do: 'acknowledge', on }, anna),
    world.do({ do: 'acknowledge', on, for: hour }, ben),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
  const handling = await world.deps.handling(world.tenant, id);
  expect(handling?.rev).toBe(2);
  expect([anna, ben]).toContainEqual(handling?.acknowledged?.by);
  const [last, first] = (await world.audited()).map(({ changes }) => changes[0]);
  // Whichever was recorded first, one found what the other had left.
  const befores = [last?.before, first?.before].sort();
  expect(befores[1]).toBe('not acknowledged');
  expect(befores[0]).toMatch(/^acknowledged by /);
});

test('of twenty remarks that are made at once none is lost', async () => {
  const world = actWorld(tables);
  await world.fire();
  const say = (text: string) => world.do({ do: 'comment', on, text });
  for (const round of [0, 5, 10, 15]) {
    await Promise.all([1, 2, 3, 4, 5].map((one) => say(`remark ${round + one}`)));
  }
  const handling = await world.deps.handling(world.tenant, id);
  expect(handling?.comments.map(({ text }) => text).sort()).toEqual(
    Array.from({ length: 20 }, (_, index) => `remark ${index + 1}`).sort(),
  );
});

describe('an acknowledgement and a step of the escalation that is due at that moment', () => {
  const policy = {
    name: 'ladder',
    steps: [
      { after: 0, to: ['slack'] },
      { after: 15 * minute, to: ['pagerduty'] },
    ],
    repeat: 0,
    repeatAfter: hour,
  };

  /** The first step was taken a quarter of an hour ago, and the second is due. */
  async function due() {
    const world = actWorld(tables);
    const alert = await world.fire();
    const ground = { alert, policy, muted: false, acknowledged: false };
    const begun = escalate(undefined, ground, now - 15 * minute);
    if (begun === undefined || !(await world.deps.saveHandling(begun))) throw new Error('not begun');
    const next = escalate(await world.deps.handling(world.tenant, id), ground, now);
    if (next === undefined) throw new Error('no step is due');
    return { world, ground, step: () => world.deps.saveHandling(next) };
  }

  test('the acknowledgement wins: the step is not written, and not taken afterwards', async () => {
    const { world, ground, step } = await due();
    await world.do({ do: 'acknowledge', on });
    expect(await step()).toBe(false);
    const stored = await world.deps.handling(world.tenant, id);
    expect(stored?.escalation?.called).toEqual({ slack: now - 15 * minute });
    expect(escalate(stored, { ...ground, acknowledged: true }, now + minute)).toBe(stored);
  });

  test('the step wins: it is taken, and the acknowledgement lands after it', async () => {
    const { world, step } = await due();
    expect(await step()).toBe(true);
    expect(await world.do({ do: 'acknowledge', on })).toMatchObject({ kind: 'done' });
    const stored = await world.deps.handling(world.tenant, id);
    expect(stored?.escalation?.called).toEqual({ slack: now - 15 * minute, pagerduty: now });
    expect(stored?.acknowledged?.by).toEqual(anna);
  });

  test.each(Array.from({ length: 10 }, (_, run) => run))('both at once: one of the two orders (run %i)', async () => {
    const { world, step } = await due();
    const [outcome, taken] = await Promise.all([world.do({ do: 'acknowledge', on }), step()]);
    expect(outcome.kind).toBe('done');
    const stored = await world.deps.handling(world.tenant, id);
    expect(stored?.acknowledged?.by).toEqual(anna);
    expect('pagerduty' in (stored?.escalation?.called ?? {})).toBe(taken);
  });
});

test('an alert that was stepped while somebody closes it is closed all the same', async () => {
  const world = actWorld(tables);
  const alert = await world.fire();
  const [outcome, stepped] = await Promise.all([
    world.do({ do: 'resolve', on }),
    world.deps.saveAlert({ ...alert, rev: alert.rev + 1, tick: alert.tick }, now + hour),
  ]);
  expect(outcome.kind).toBe('done');
  const stored = await world.deps.alert(world.tenant, alert.rule, id);
  expect(stored).toMatchObject({ state: 'inactive', resolvedBecause: 'by-hand', rev: alert.rev + (stepped ? 2 : 1) });
});

describe('of people who change what a silence matches, at once', () => {
  const matcher = { label: 'campaign', op: '=', value: 'otp' } as const;

  test.each(Array.from({ length: 10 }, (_, run) => run))(
    'one does, and one silence is active (run %i)',
    async (run) => {
      const world = actWorld(tables);
      await world.do({ do: 'silence', matchers: [matcher], for: hour, comment: '' });
      // Of one that is over another is made in its place, too.
      if (run % 2 === 1) await world.do({ do: 'end-silence', id: '1' });
      const edit = (value: string, by = anna) =>
        world.do({ do: 'edit-silence', id: '1fff', matchers: [{ ...matcher, value }], for: hour }, by);
      const outcomes = await Promise.all([edit('a'), edit('b', ben), edit('c')]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['done', 'refused', 'refused']);
      const silences = await world.deps.silences(world.tenant);
      expect(silences.filter(({ endsAt }) => endsAt > now)).toHaveLength(1);
      expect(await edit('d')).toEqual({ kind: 'refused', why: expect.stringContaining('was replaced by silence') });
    },
  );
});

test('what others never cease to change is given up, and said so', async () => {
  const world = actWorld(tables);
  await world.fire();
  world.deps.saveHandling = async () => false;
  expect(await world.do({ do: 'acknowledge', on })).toEqual({
    kind: 'refused',
    because: 'busy',
    why: 'alert 7f3a9c of delivery-by-carrier: others keep changing it: try again',
  });
  expect(await world.audited()).toEqual([]);
});
