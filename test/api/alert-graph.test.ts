import { describe, expect, test } from 'vitest';
import { alertGraphSchema } from '../../functions/api/answers/alerts.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { createReadings, type Sources } from '../../functions/evaluate/readings.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import { allRules } from '../../functions/rules/evaluation-rules.ts';
import type { RuleInput } from '../../functions/rules/index.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { afternoon, configOf, minutely, zone } from '../support/backtests.ts';
import { rememberingLog } from '../support/fakes.ts';
import { emptySources } from '../support/readings.ts';
import { timelineHistory } from '../support/timeline-history.ts';

const at = (minutes: number) => new Date(afternoon + minutes * minute).toISOString();

type Story = { traffic: string; rule?: RuleInput; until?: number; sources?: Partial<Sources> };

/** What live evaluation made of a timeline of one provider, and the API at the end of it. */
async function lived({ traffic, rule = minutely, until = traffic.length, sources = {} }: Story) {
  const config = configOf([rule]);
  const { history } = timelineHistory(afternoon, { telnyx: traffic });
  const all: Sources = { ...emptySources(history), ...sources };
  const context = { tenant: 'main', zone, minutesComplete: 24 * hour };
  let alerts: readonly Alert[] = [];
  const ticks = simulate({
    ...context,
    stage: 'test',
    rules: allRules(config.rules),
    config,
    readings: (tick) => createReadings({ ...context, tick }, all),
    from: afternoon,
    to: afternoon + until * minute,
    log: rememberingLog(),
  });
  for await (const tick of ticks) alerts = [...tick.alerts.values()];
  const deps = apiDeps({
    config,
    sources: all,
    act: { alertsOfRule: async (_, id) => alerts.filter((alert) => alert.rule === id) },
    said: async () => ({ silences: [], handlings: [], overrides: [], logs: [] }),
    now: () => afternoon + until * minute,
  });
  return { deps, alert: alerts[0], graph: () => graphOf(deps, alerts[0]?.id) };
}

async function graphOf(deps: Parameters<typeof askApi>[0], id = 'none') {
  const { status, body } = await askApi(deps, `/v1/alerts/${id}/graph`);
  expect(status).toBe(200);
  return alertGraphSchema.parse(body);
}

describe("an alert's graph", () => {
  test('shows the rule as it was judged: it is bad where the alert fired, and good before and after', async () => {
    const { graph } = await lived({ traffic: `${'.'.repeat(40)}${'!'.repeat(10)}${'.'.repeat(50)}` });
    const { points, firing, span, unit, thresholds } = await graph();
    expect(unit).toBe('share');
    expect(thresholds).toEqual([
      { severity: 'critical', below: 0.5 },
      { severity: 'high', below: 0.9 },
    ]);
    expect(firing).toEqual([{ from: at(41), to: at(51), severity: 'critical' }]);
    expect(span).toEqual({ from: at(11), to: at(81) });
    const bad = points.filter(({ value }) => value !== null && value < 0.9).map((point) => point.at);
    expect([bad.at(0), bad.at(-1), bad.length]).toEqual([at(41), at(50), 10]);
    expect(points).toHaveLength(71);
  });

  test('goes on until now while it fires, without an end', async () => {
    const { graph } = await lived({ traffic: `${'.'.repeat(5)}${'-'.repeat(20)}` });
    const { firing, span, points } = await graph();
    expect(firing).toEqual([{ from: at(6), severity: 'high' }]);
    expect([span.to, points.at(-1)]).toEqual([at(25), { at: at(25), value: 0.7, sample: 20 }]);
  });

  test('shows each time that it fired, as far as it remembers', async () => {
    const { graph } = await lived({ traffic: `${'.'.repeat(35)}--...--...` });
    expect((await graph()).firing).toEqual([
      { from: at(36), to: at(38) },
      { from: at(41), to: at(43), severity: 'high' },
    ]);
  });

  test.each(['ratio', 'count'] as const)(
    'of one campaign among others shows what its rule, a %s, found of it',
    async (kind) => {
      const { history } = timelineHistory(afternoon, { spring: `${'.'.repeat(35)}!!`, otp: '-'.repeat(37) });
      const slice: typeof history.slice = async (asked) => {
        if (asked.dimension !== 'campaign') return [];
        const counters = await history.slice({ ...asked, dimension: 'provider' });
        return counters.map((one) => ({ ...one, dimension: 'campaign' }));
      };
      const { window, settle, summary } = minutely;
      const common = { id: 'campaigns', window, settle, summary };
      const rule: RuleInput =
        kind === 'ratio'
          ? { ...minutely, by: ['campaign'], when: { high: { below: '50%' } } }
          : { ...common, by: ['campaign'], kind, of: 'failures', when: { high: { above: 10 } } };
      const { graph } = await lived({ traffic: '.'.repeat(37), rule, sources: { history: { ...history, slice } } });
      const { points, firing } = await graph();
      expect(firing).toEqual([{ from: at(36), severity: 'high' }]);
      const values = points.slice(-3).map(({ value }) => value);
      // Of campaigns it is not known by which provider they go: that nothing failed may be silence.
      expect(values).toEqual(kind === 'ratio' ? [1, 0, 0] : [null, 20, 20]);
    },
  );

  test('shows silence as nothing, and not as a value', async () => {
    const { graph } = await lived({ traffic: `--${' '.repeat(10)}` });
    const { points } = await graph();
    expect(points.at(-1)).toEqual({ at: at(12), value: null, sample: 0 });
  });

  test('has at most about 200 points, spans at most a day, and says so', async () => {
    const { deps, graph } = await lived({ traffic: '-'.repeat(30 * 60), until: 5 });
    deps.now = () => afternoon + 30 * hour;
    const { points, span, notes } = await graph();
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(150);
    expect(Date.parse(span.to) - Date.parse(span.from)).toBe(24 * hour);
    expect(notes).toContain('It began earlier than is shown: a graph spans one day at most.');
    expect(notes.join(' ')).toContain('There is a point for every 8 min; the rule was judged every 1 min.');
  });

  test('says what minutes no longer hold', async () => {
    const { deps, graph } = await lived({ traffic: `${'.'.repeat(40)}${'-'.repeat(20)}${'.'.repeat(40)}` });
    deps.now = () => afternoon + 73 * hour;
    expect((await graph()).notes.join(' ')).toMatch(/it looked at minutes that are no longer kept/);
  });

  test('says in words what no line can show', async () => {
    const rule: RuleInput = {
      id: 'growth',
      kind: 'change',
      of: 'failures',
      over: 'settled',
      by: ['provider'],
      window: '5m',
      settle: 0,
      when: { high: { factor: 2 } },
      summary: 'More fails',
    };
    const { deps } = await lived({ traffic: '.', rule });
    const alert = { ...(await lived({ traffic: '--' })).alert, rule: 'growth' } as Alert;
    deps.act.alertsOfRule = async (_, id) => (id === 'growth' ? [alert] : []);
    const { thresholds, notes } = await graphOf(deps, alert.id);
    expect(thresholds).toEqual([]);
    expect(notes.some((note) => note.startsWith('high: '))).toBe(true);
  });

  test('of a rule that is gone says so, and still when it fired', async () => {
    const { deps, alert } = await lived({ traffic: '--' });
    Object.assign(deps, { config: { ...deps.config, rules: [] } });
    const gone = { ...alert, rule: 'rule-cut' } as Alert;
    deps.act.alertsOfRule = async (_, id) => (id === 'rule-cut' ? [{ ...gone, rule: 'gone' }] : []);
    const { points, firing, notes } = await graphOf(deps, gone.id);
    expect([points, firing.length]).toEqual([[], 1]);
    expect(notes).toEqual([expect.stringContaining('no longer in the configuration')]);
  });

  test('fails if the counters cannot be read, and draws nothing that is wrong', async () => {
    const { deps, alert } = await lived({ traffic: '--' });
    deps.sources.history.slice = async () => {
      throw new Error('the table is down');
    };
    Object.assign(deps, { log: rememberingLog() });
    expect((await askApi(deps, `/v1/alerts/${alert?.id}/graph`)).status).toBe(500);
  });
});
