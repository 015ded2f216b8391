import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOverrides } from '../../functions/config/overrides.ts';
import { hour } from '../../functions/core/time.ts';
import { startTables } from '../support/tables.ts';
import { actWorld, anna, ben, now } from './act-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

const [first, second] = ['delivery-by-carrier', 'delivery-by-provider'];
const off = { enabled: false };

function rulesWorld() {
  const world = actWorld(tables);
  const override = (rule: string, settings: Record<string, never> | object, lasts?: number, by = anna) =>
    world.do(
      { do: 'override-rule', rule, settings: { ...settings }, ...(lasts !== undefined && { for: lasts }) } as never,
      by,
    );
  const ruleNow = async (rule: string) => {
    const { config } = withOverrides(world.deps.config, await world.deps.overrides(world.tenant), world.clock.now);
    return config.rules.find(({ id }) => id === rule);
  };
  return { ...world, override, ruleNow };
}

describe('settings of one rule', () => {
  test('are replaced until somebody gives them back, and the audit says which', async () => {
    const world = rulesWorld();
    const outcome = await world.override(first, { minSamples: 50 });
    const change = { what: `rule ${first}`, before: 'as deployed', after: 'minSamples 50' };
    expect(outcome).toMatchObject({ kind: 'done', changes: [change], notes: [] });
    expect(await world.ruleNow(first)).toMatchObject({ minSamples: 50, enabled: true });
    expect(await world.do({ do: 'restore-rule', rule: first }, ben)).toMatchObject({ kind: 'done' });
    expect(await world.deps.overrides(world.tenant)).toEqual([]);
    expect(await world.audited()).toMatchObject([
      { did: 'restore-rule', by: ben, changes: [{ before: 'minSamples 50', after: 'as deployed' }] },
      { did: 'override-rule', by: anna, changes: [change] },
    ]);
  });

  test('take the place of what was replaced of it before', async () => {
    const world = rulesWorld();
    await world.override(first, { minSamples: 50 });
    await world.override(first, off);
    expect(await world.ruleNow(first)).toMatchObject({ enabled: false, minSamples: 20 });
  });

  test('are lost by none of two who override two rules at once', async () => {
    const world = rulesWorld();
    const outcomes = await Promise.all([world.override(first, off), world.override(second, off, undefined, ben)]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect([await world.ruleNow(first), await world.ruleNow(second)]).toMatchObject([off, off]);
  });

  test('are given back by themselves, those of each rule at its own time', async () => {
    const world = rulesWorld();
    const outcome = await world.override(first, off, hour);
    expect(outcome).toMatchObject({ changes: [{ after: 'enabled false until 2026-11-21T20:15Z' }] });
    await world.override(second, off, 3 * hour);
    expect(await world.deps.overrides(world.tenant)).toMatchObject([{ until: now + 3 * hour }]);
    world.clock.now += hour;
    expect([await world.ruleNow(first), await world.ruleNow(second)]).toMatchObject([{ enabled: true }, off]);
    world.clock.now += 2 * hour;
    expect(await world.ruleNow(second)).toMatchObject({ enabled: true });
    expect(await world.do({ do: 'restore-rule', rule: second })).toEqual({
      kind: 'unchanged',
      why: 'it is as deployed',
    });
  });

  test('end when the whole section was to end, if it was set for a while', async () => {
    const world = rulesWorld();
    await world.do({ do: 'set-override', section: 'rules', value: { [first]: off }, for: hour });
    await world.override(second, off);
    world.clock.now += hour;
    expect([await world.ruleNow(first), await world.ruleNow(second)]).toMatchObject([{ enabled: true }, off]);
  });

  test.each([
    ['delivery-by-carier', off, `there is no rule "delivery-by-carier"; did you mean "${first}"?`],
    [first, { kind: 'count' }, 'kind cannot be overridden'],
    [first, { id: 'other' }, 'id cannot be overridden'],
    [first, { minSample: 9 }, `Unrecognized key: "minSample"; did you mean "minSamples"? (rules.${first}.minSample)`],
    [first, { when: { high: { below: '180%' } } }, `(rules.${first}.when.high`],
    [first, {}, 'say which settings are replaced'],
  ])('are refused in words that help: %s %j', async (rule, settings, why) => {
    const world = rulesWorld();
    expect(await world.override(rule, settings)).toEqual({ kind: 'refused', why: expect.stringContaining(why) });
    expect(await world.deps.overrides(world.tenant)).toEqual([]);
  });

  test('of a rule that is always there may be replaced too', async () => {
    const world = rulesWorld();
    expect(await world.override('rule-cut', off)).toMatchObject({ kind: 'done' });
    expect(await world.ruleNow('rule-cut')).toMatchObject({ kind: 'evaluation', enabled: false });
  });
});

test('the whole section may be set at once, and is refused if any rule of it is', async () => {
  const world = rulesWorld();
  expect(await world.do({ do: 'set-override', section: 'rules', value: { [first]: off, nothing: off } })).toMatchObject(
    {
      kind: 'refused',
      why: expect.stringContaining('there is no rule "nothing"'),
    },
  );
  expect(await world.do({ do: 'set-override', section: 'rules', value: { [first]: off } })).toMatchObject({
    changes: [{ what: 'override of rules', after: expect.stringMatching(new RegExp(`^changed ${first} `)) }],
  });
});
