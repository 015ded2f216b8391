import { expect, test } from 'vitest';
import { day, hour, minute } from '../../functions/core/time.ts';
import { askApi } from '../support/api-world.ts';
import { messages, numbersOf } from './measures-world.ts';

/** Numbers from 0 to 1 that look random and are the same at each run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Twelve days of traffic, most of it of the last day: of everything, by provider, and by campaign with some too many. */
function trafficUntil(now: number) {
  const next = random(now % 1000);
  return Array.from({ length: 300 }, () => {
    const at = Math.floor(now - next() * (next() < 0.5 ? 30 * hour : 12 * day));
    const [delivered, failed] = [Math.floor(next() * 5), Math.floor(next() * 4)];
    const provider = next() < 0.5 ? 'twilio' : 'telnyx';
    const campaign = next() < 0.2 ? 'other' : `campaign-${Math.floor(next() * 4)}`;
    return [
      messages(at, delivered, failed),
      messages(at, delivered, failed, { dimension: 'provider', value: provider }),
      messages(at, delivered, failed, { dimension: 'campaign', value: campaign }),
    ];
  }).flat();
}

type Started = { started: number };
type Ranked = { rows: Started[]; rest: Started; other: Started };
const startedIn = ({ rows, rest, other }: Ranked) => [...rows, rest, other].reduce((sum, one) => sum + one.started, 0);

test.each([
  ['America/New_York', 'two days after one of 23 hours', '2026-03-10T15:17Z'],
  ['America/New_York', 'two days after one of 25 hours', '2026-11-03T15:17Z'],
  ['America/New_York', 'within the hour that comes twice', '2026-11-01T06:31Z'],
  ['Asia/Kolkata', 'half an hour off', '2026-11-03T15:17Z'],
  ['Australia/Lord_Howe', 'after half an hour was left out', '2026-10-06T03:41Z'],
])('all paths tell the same of the same span: %s, %s', async (zone, _, present) => {
  const now = Date.parse(present);
  const { ask, deps } = numbersOf(trafficUntil(now), { zone, at: now });
  deps.act.overrides = async () => [];
  deps.act.alertsOfRule = async () => [];
  for (const length of [minute, 17 * minute, 90 * minute, 100 * minute, 5 * hour, 25 * hour, 9 * day]) {
    for (const to of [now, now - 3 * hour - 7 * minute, now - 40 * hour]) {
      const query = (span: { from: string; to: string }) => `from=${span.from}&to=${span.to}`;
      const asked = query({ from: new Date(to - length).toISOString(), to: new Date(to).toISOString() });
      const { body: campaigns } = await ask(`/v1/campaigns?limit=2&${asked}`);
      // Lists are of whole hours where a span is long: all are asked of what they cover.
      const span = campaigns.quality.covered;
      const { now: told } = (await ask(`/v1/summary?${query(span)}`)).body;
      const { points } = (await ask(`/v1/series?show=o.started&${query(span)}`)).body;
      const { body: providers } = await ask(`/v1/top?dimension=provider&${query(span)}`);
      const drawn = points.reduce((sum: number, { values }: { values: Record<string, number> }) => {
        return sum + (values['o.started'] ?? Number.NaN);
      }, 0);
      const all = { campaigns: startedIn(campaigns), providers: startedIn(providers), drawn };
      expect({ span, ...all }).toEqual({ span, campaigns: told.started, providers: told.started, drawn: told.started });
    }
  }
  const { body: cost } = await ask('/v1/cost');
  const { data: today } = (await askApi(deps, '/api/sms/metrics/today')).body;
  expect(today.sms_cost_usd).toBe((cost.today.costMicros / 1_000_000).toFixed(4));
  const byProvider = cost.byProvider.reduce((sum: number, one: { todayMicros: number }) => sum + one.todayMicros, 0);
  expect(byProvider).toBe(cost.today.costMicros);
});
