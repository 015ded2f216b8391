import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupMatchers } from '../../functions/core/group-matchers.ts';
import { matchersText } from '../../functions/core/matcher.ts';
import { parseMatchers } from '../../functions/core/parse-matchers.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

function matchers(text: string) {
  const parsed = parseMatchers(text);
  if (parsed.kind === 'unreadable') throw new Error(parsed.why);
  return parsed.matchers;
}

const promo = { do: 'silence', matchers: matchers('campaign=spring-promo'), for: 2 * hour, comment: 'known' } as const;

async function listed(world: ReturnType<typeof actWorld>) {
  const outcome = await world.do({ do: 'list-silences' });
  if (outcome.kind !== 'silences') throw new Error(outcome.kind);
  return outcome.silences.map((one) => ({ ...one, text: matchersText(one.matchers) }));
}

describe('a silence', () => {
  test('holds from now for as long as was said, and says who wants it and why', async () => {
    const world = actWorld(tables);
    await world.do(promo);
    expect(await listed(world)).toMatchObject([
      {
        state: 'active',
        text: 'campaign="spring-promo"',
        startsAt: now,
        endsAt: now + 2 * hour,
        by: anna,
        comment: 'known',
      },
    ]);
    expect(await world.audited()).toMatchObject([
      {
        did: 'silence',
        changes: [
          {
            before: 'there was none',
            after: 'campaign="spring-promo" from 2026-11-21T19:15Z until 2026-11-21T21:15Z: known',
          },
        ],
      },
    ]);
  });

  test('can begin later, and lasts from then', async () => {
    const world = actWorld(tables);
    await world.do({ ...promo, from: now + hour });
    expect(await listed(world)).toMatchObject([{ state: 'pending', startsAt: now + hour, endsAt: now + 3 * hour }]);
  });

  test('of everything is refused', async () => {
    const world = actWorld(tables);
    expect(await world.do({ ...promo, matchers: matchers('campaign!=otp') })).toMatchObject({ kind: 'refused' });
    expect(await world.do({ ...promo, matchers: [] })).toMatchObject({ kind: 'refused' });
    expect(await listed(world)).toEqual([]);
  });

  test('of a label or a severity that no alert can have is refused, and says what was probably meant', async () => {
    const world = actWorld(tables);
    const slip = await world.do({ ...promo, matchers: matchers('campaing=otp') });
    expect(slip).toMatchObject({ kind: 'refused', why: expect.stringContaining('did you mean "campaign"?') });
    await world.do(promo);
    const other = await world.do({ do: 'edit-silence', id: '1', matchers: matchers('severity=criticl') });
    expect(other).toMatchObject({ kind: 'refused', why: expect.stringContaining('did you mean "critical"?') });
    expect(await listed(world)).toMatchObject([{ text: 'campaign="spring-promo"' }]);
  });

  test('is made longer in place, and known by the beginning of its id', async () => {
    const world = actWorld(tables);
    await world.do(promo);
    world.clock.now += hour;
    await world.do({ do: 'edit-silence', id: '1', for: 4 * hour }, ben);
    expect(await listed(world)).toMatchObject([{ startsAt: now, endsAt: now + 5 * hour, changed: { by: ben } }]);
  });

  test('of other matchers is another one, and the first one stays as history', async () => {
    const world = actWorld(tables);
    await world.do(promo);
    world.clock.now += hour;
    await world.do({ do: 'edit-silence', id: '1', matchers: matchers('campaign=otp') }, ben);
    expect(await listed(world)).toMatchObject([
      { state: 'active', text: 'campaign="otp"', startsAt: now + hour, by: ben },
      { state: 'expired', text: 'campaign="spring-promo"', startsAt: now, endsAt: now + hour, by: anna },
    ]);
  });

  test('ends when somebody says so, and only once', async () => {
    const world = actWorld(tables);
    await world.do(promo);
    world.clock.now += hour;
    expect(await world.do({ do: 'end-silence', id: '1' })).toMatchObject({
      kind: 'done',
      changes: [{ after: 'ended' }],
    });
    expect(await listed(world)).toMatchObject([{ state: 'expired', endsAt: now + hour }]);
    expect(await world.do({ do: 'end-silence', id: '1' })).toMatchObject({ kind: 'unchanged' });
  });

  test('that is not there is named as such', async () => {
    const world = actWorld(tables);
    expect(await world.do({ do: 'end-silence', id: 'abc' })).toEqual({
      kind: 'refused',
      because: 'unknown',
      why: 'there is no silence "abc"; `wirewatch silence list` shows all',
    });
    await world.do(promo);
    await Promise.all(Array.from({ length: 15 }, () => world.do(promo)));
    expect(await world.do({ do: 'edit-silence', id: '1', for: hour })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('begins the ids of several silences'),
    });
  });
});

describe('a silence of an alert', () => {
  const quiet = { do: 'silence-alert', alert: '7f3a', for: hour, comment: 'known' } as const;
  const own = 'provider="telnyx", carrier="AT&T", rule="delivery-by-carrier"';

  test('is of its rule and labels, and there once however often a button is pressed', async () => {
    const world = actWorld(tables);
    await world.fire();
    expect(await world.do(quiet)).toMatchObject({ kind: 'done', changes: [{ before: 'there was none' }] });
    expect(await world.do(quiet)).toMatchObject({ kind: 'unchanged' });
    await world.do({ ...quiet, for: 2 * hour });
    expect(await listed(world)).toMatchObject([{ text: own, endsAt: now + 2 * hour }]);
  });

  test('can be wider, and of one that has ended', async () => {
    const world = actWorld(tables);
    await world.fire({ state: 'inactive', levels: {} });
    await world.do({ ...quiet, matchers: matchers('carrier="AT&T"') });
    expect(await listed(world)).toMatchObject([{ text: 'carrier="AT&T"' }]);
  });

  test('matches an alert whose own label is called as what matchers see of every alert', async () => {
    const world = actWorld(tables);
    await world.fire({ rule: 'rule-failing', labels: { rule: 'delivery-by-carrier' } });
    await world.do(quiet);
    expect(await listed(world)).toMatchObject([{ text: 'rule="rule-failing"' }]);
  });

  test('that is not there, or could be several, is not made', async () => {
    const world = actWorld(tables);
    await world.fire();
    await world.fire({ id: '7f3affffffff' });
    expect(await world.do(quiet)).toMatchObject({ kind: 'refused', because: 'ambiguous' });
    expect(await world.do({ ...quiet, alert: 'abc' })).toMatchObject({ kind: 'refused', because: 'unknown' });
    expect(await listed(world)).toEqual([]);
  });
});

describe('a silence of a group', () => {
  const quiet = { do: 'silence-group', group: '0123456789ab', for: hour, comment: 'from a message' } as const;

  test('is of what its alerts have in common', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await world.do(quiet);
    expect(await listed(world)).toMatchObject([
      { text: 'rule="delivery-by-carrier", provider="telnyx"', endsAt: now + hour },
    ]);
  });

  test('is there once however often it is asked for at that moment', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await world.do(quiet);
    world.clock.now += 30 * second;
    expect(await world.do(quiet)).toEqual({
      kind: 'unchanged',
      why: 'it is silenced already, until 2026-11-21T20:15Z',
    });
    expect(await listed(world)).toHaveLength(1);
    expect(await world.audited()).toHaveLength(1);
  });

  test('becomes longer, and never shorter', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await world.do(quiet);
    world.clock.now += 10 * minute;
    await world.do({ ...quiet, for: 4 * hour });
    await world.do(quiet);
    expect(await listed(world)).toMatchObject([{ startsAt: now, endsAt: now + 10 * minute + 4 * hour }]);
  });

  test('is begun anew when the last one is over', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()]);
    await world.do(quiet);
    world.clock.now += 2 * hour;
    await world.do(quiet);
    expect(await listed(world)).toMatchObject([{ state: 'active' }, { state: 'expired' }]);
  });

  test('that has nothing in common, as a digest, is refused, and says what to do instead', async () => {
    const world = actWorld(tables);
    await world.tell([await world.fire()], { labels: { campaign: '' } });
    expect(await world.do(quiet)).toEqual({
      kind: 'refused',
      why: expect.stringContaining("`npx wirewatch silence add 'rule=delivery-by-carrier' --for 1h`"),
    });
    expect(await listed(world)).toEqual([]);
  });

  test('of which nothing fires is not made', async () => {
    const world = actWorld(tables);
    expect(await world.do(quiet)).toEqual({ kind: 'unchanged', why: 'none of its alerts fires any more' });
    expect(await listed(world)).toEqual([]);
  });
});

test.each<{ labels: Record<string, string>; text: string }>([
  { labels: { provider: 'telnyx', carrier: '' }, text: 'provider="telnyx", carrier=""' },
  { labels: {}, text: '' },
  { labels: { campaign: '' }, text: '' },
])('a group with $labels in common is silenced by [$text]', ({ labels, text }) => {
  expect(matchersText(groupMatchers({ labels }))).toBe(text);
});
