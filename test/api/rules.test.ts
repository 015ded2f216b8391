import { describe, expect, test } from 'vitest';
import type { ActDeps } from '../../functions/act/act-deps.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { Alert } from '../../functions/core/alert.ts';
import type { AuditRecord } from '../../functions/core/audit-record.ts';
import type { Override } from '../../functions/core/override.ts';
import { hour, minute } from '../../functions/core/time.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { outage } from '../support/alerts.ts';
import { apiDeps, askApi } from '../support/api-world.ts';

const now = Date.UTC(2026, 10, 21, 12);
const rules: RuleInput[] = [
  {
    id: 'delivery-by-carrier',
    kind: 'ratio',
    ...{ of: 'delivered', over: 'settled', by: ['provider', 'carrier'] as ['provider', 'carrier'] },
    when: { critical: { below: '90%', for: '5m' }, high: { below: '95%' } },
    summary: 'Delivery on {carrier} through {provider} is {value}',
  },
  { id: 'failures', kind: 'count', of: 'failures', enabled: false, when: { high: { above: 10 } }, summary: 'S' },
];
const config = defineConfig({ tenants: { main: { timeZone: 'America/New_York' } }, rules });

/** The API of two rules, with what people act on in memory. */
function rulesApi(alerts: readonly Alert[] = []) {
  let standing: Override[] = [];
  const audited: AuditRecord[] = [];
  const isStill = (before: Override | undefined) => standing[0]?.at === before?.at;
  const act: Partial<ActDeps> = {
    config,
    alertsOfRule: async (_, rule) => alerts.filter((one) => one.rule === rule),
    overrides: async () => standing,
    async saveOverride(_, override, before) {
      if (!isStill(before)) return false;
      standing = [override];
      return true;
    },
    async removeOverride(_, before) {
      if (!isStill(before)) return false;
      standing = [];
      return true;
    },
    audit: async (record) => void audited.push(record),
    newId: () => 'a'.repeat(12),
  };
  const deps = apiDeps({ config, act, now: () => now, health: { lastTick: async () => now - minute } });
  return {
    audited,
    standing: () => standing,
    stand: (value: Override['value']) => {
      standing = [{ section: 'rules', value, by: { name: 'ana', via: 'cli' }, at: now - hour }];
    },
    get: async (path: string) => askApi(deps, path),
    put: async (id: string, body: object) => askApi(deps, `/v1/rules/${id}/override`, { method: 'PUT', body }),
    remove: async (id: string) => askApi(deps, `/v1/rules/${id}/override`, { method: 'DELETE' }),
  };
}

describe('the list of rules', () => {
  test('says how each rule stands, and what its worst alert saw last', async () => {
    const mild = {
      ...outage(),
      id: 'mild',
      severity: 'high' as const,
      evidence: { ...outage().evidence, value: 0.94 },
    };
    const { body } = await rulesApi([mild, outage(), { ...outage(), id: 'p', state: 'pending' }]).get('/v1/rules');
    expect(body.lastTick).toBe('2026-11-21T11:59:00.000Z');
    expect(body.rules.map(({ id }: { id: string }) => id)).toEqual([
      'delivery-by-carrier',
      'failures',
      'rule-failing',
      'rule-cut',
    ]);
    expect(body.rules[0]).toMatchObject({
      ...{ kind: 'ratio', enabled: true, by: ['provider', 'carrier'], everyMs: minute, overridden: false },
      ...{ firing: 2, pending: 1 },
      levels: [
        { severity: 'critical', threshold: 'threshold 90 %', forMs: 5 * minute },
        { severity: 'high', threshold: 'threshold 95 %', forMs: 0 },
      ],
      last: { valueText: '61 %', labels: { provider: 'telnyx', carrier: 'AT&T' } },
    });
    expect(body.rules[1]).not.toHaveProperty('last');
  });

  test.each([
    ['?enabled=false', ['failures']],
    ['?kind=ratio', ['delivery-by-carrier']],
    ['?enabled=true&kind=count', []],
  ])('is of those that are asked for: %s', async (query, ids) => {
    const { body } = await rulesApi().get(`/v1/rules${query}`);
    expect(body.rules.map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  test('proposes the nearest kind to one that there is not', async () => {
    const { status, body } = await rulesApi().get('/v1/rules?kind=ration');
    expect([status, body.detail]).toEqual([400, expect.stringContaining('did you mean "ratio"?')]);
  });
});

describe('one rule', () => {
  test('is told with all its settings, and what of them is overridden until when', async () => {
    const api = rulesApi();
    const until = '2026-11-21T13:00:00.000Z';
    api.stand({ 'delivery-by-carrier': { minSamples: 50, until } });
    const { body } = await api.get('/v1/rules/delivery-by-carrier');
    expect(body).toMatchObject({ overridden: true, settings: { minSamples: 50, window: 15 * minute } });
    expect(body.override).toEqual({ value: { minSamples: 50, until } });
  });

  test('whose override does not fit what is deployed is as deployed, and says why', async () => {
    const api = rulesApi();
    api.stand({ failures: { window: 'long' } });
    const { body } = await api.get('/v1/rules/failures');
    expect(body).toMatchObject({ overridden: false, override: { refused: expect.stringContaining('rules.failures') } });
  });

  test('that is not there is said, with the nearest that is', async () => {
    const { status, body } = await rulesApi().get('/v1/rules/failure');
    expect([status, body.detail]).toEqual([404, 'there is no rule "failure"; did you mean "failures"?']);
  });
});

describe('an override of a rule', () => {
  test('is set for a while and removed, and both are in the audit with who did it', async () => {
    const api = rulesApi();
    const set = await api.put('failures', { value: { enabled: true }, for: '1h' });
    const change = { what: 'rule failures', before: 'as deployed', after: 'enabled true until 2026-11-21T13:00Z' };
    expect([set.status, set.body]).toEqual([200, { changes: [change], unchanged: [], notes: [] }]);
    expect(api.standing()).toMatchObject([{ until: now + hour, by: { name: 'test', via: 'api' } }]);
    expect((await api.get('/v1/rules/failures')).body).toMatchObject({ enabled: true, overridden: true });
    expect((await api.remove('failures')).body.changes).toMatchObject([{ after: 'as deployed' }]);
    expect(api.standing()).toEqual([]);
    expect(api.audited.map(({ did }) => did)).toEqual(['override-rule', 'restore-rule']);
  });

  test('of one rule leaves that of another, also of two people at once', async () => {
    const api = rulesApi();
    const off = { value: { enabled: false } };
    await Promise.all([api.put('failures', off), api.put('delivery-by-carrier', off)]);
    expect(Object.keys(Object(api.standing()[0]?.value)).sort()).toEqual(['delivery-by-carrier', 'failures']);
    await api.remove('failures');
    expect(Object.keys(Object(api.standing()[0]?.value))).toEqual(['delivery-by-carrier']);
  });

  test('of a rule that was removed from the configuration can be removed', async () => {
    const api = rulesApi();
    api.stand({ gone: { enabled: false } });
    expect((await api.remove('gone')).status).toBe(200);
    expect(api.standing()).toEqual([]);
  });

  test.each([
    ['failures', { value: { window: 'long' } }, 422, 'rules.failures.window'],
    ['failures', { value: { kind: 'sum' } }, 422, 'kind cannot be overridden'],
    ['failures', { value: {} }, 422, 'say which settings are replaced'],
    ['failures', { value: { enabled: true }, for: 'long' }, 400, 'for: write a duration'],
    ['failures', { enabled: true }, 400, 'value'],
    ['failure', { value: { enabled: true } }, 404, 'did you mean "failures"?'],
  ])('is refused readably: %s %j', async (id, body, status, why) => {
    const api = rulesApi();
    const answer = await api.put(id, body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(why)]);
    expect(api.standing()).toEqual([]);
  });

  test('that is not there is as it was when it is removed', async () => {
    const { status, body } = await rulesApi().remove('failures');
    const unchanged = [{ what: 'rule failures', why: 'it is as deployed' }];
    expect([status, body]).toEqual([200, { changes: [], unchanged, notes: [] }]);
  });
});

test('the documents’ own path lists the rules, how they stand and what they saw last', async () => {
  const { body } = await rulesApi([outage()]).get('/monitoring/rules');
  expect(body).toMatchObject({ success: true, count: 4 });
  expect(body.rules.slice(0, 2)).toMatchObject([
    {
      ...{ id: 'delivery-by-carrier', enabled: true, severity: 'critical', state: 'firing', last_value: '61 %' },
      ...{ conditions: ['critical: threshold 90 %', 'high: threshold 95 %'], cooldown_minutes: 60 },
    },
    { id: 'failures', state: 'disabled', last_value: null, last_evaluated: null },
  ]);
});
