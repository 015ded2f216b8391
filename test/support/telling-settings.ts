import fc from 'fast-check';
import type { HandlingAction } from '../../functions/core/handle.ts';
import type { Actor } from '../../functions/core/handling.ts';
import { minute } from '../../functions/core/time.ts';
import type { Faults } from './telling-faults.ts';
import { toldRule, toldSeverities } from './told-alert.ts';

/** Nothing begins later: all alerts are over, and all channels are up. */
export const busyMinutes = 150;

const rules = ['delivery', 'receipts', 'latency'] as const;
const carriers = ['provider=telnyx carrier=AT&T', 'provider=telnyx carrier=Verizon'] as const;
export const alertNames = rules.flatMap((rule) => carriers.map((carrier) => `${rule} ${carrier}`));

/** `nobody` stands in no route and in no step. */
export const channels = {
  pager: { kind: 'pagerduty' },
  phone: { kind: 'pagerduty' },
  desk: { kind: 'webhook', url: 'https://desk.example/' },
  boss: { kind: 'webhook', url: 'https://boss.example/' },
  nobody: { kind: 'webhook', url: 'https://nobody.example/' },
} as const;

const minutes = fc.integer({ min: 0, max: 110 });
const inMinutes = (...of: number[]) => fc.constantFrom(...of.map((count) => `${count}m` as const));
const spell = fc
  .tuple(minutes, fc.integer({ min: 1, max: 40 }), fc.constantFrom(...toldSeverities))
  .map(([from, length, severity]) => [from, from + length, severity] as const);
const fires = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...alertNames), fc.array(spell, { minLength: 1, maxLength: 4 })), {
    selector: ([name]) => name,
    minLength: 2,
    maxLength: 6,
  })
  .map((all) => Object.fromEntries(all));

const ruleTimes = fc
  .record({ cooldown: fc.constantFrom(0, 10, 30, 60), repeat: fc.constantFrom(undefined, 5, 20) })
  .map(({ cooldown, repeat }) => ({
    cooldown: `${cooldown}m` as const,
    repeatInterval: repeat && (`${cooldown + repeat}m` as const),
  }));

type Match = Record<string, string | string[]>;
const match: fc.Arbitrary<Match> = fc.constantFrom<Match[]>(
  { severity: 'critical' },
  { severity: ['critical', 'high'] },
  { rule: 'delivery' },
  { carrier: 'AT&T' },
);
const told = {
  to: fc.subarray(['pager', 'desk', 'phone'], { minLength: 1 }),
  groupBy: fc.subarray(['rule', 'provider', 'carrier']),
  wait: inMinutes(0, 1, 3),
  interval: inMinutes(1, 2, 5, 8),
  escalate: fc.option(fc.constant('ladder'), { nil: undefined }),
  during: fc.option(fc.constant<string[]>(['shift']), { nil: undefined }),
};
type Last = typeof last extends fc.Arbitrary<infer Value> ? Value : never;
export type TellingRoute = Last & { match?: Match; continue?: boolean };
const last = fc.record(told);
const routes = fc
  .tuple(fc.array(fc.record({ ...told, match, continue: fc.boolean() }), { maxLength: 2 }), last)
  .map(([some, last]): TellingRoute[] => [...some, last]);

const silence = fc.record({
  carrier: fc.constantFrom('AT&T', 'Verizon'),
  from: minutes,
  length: fc.integer({ min: 1, max: 60 }),
});
const outage = fc.record({
  channel: fc.constantFrom('pager', 'phone', 'desk', 'boss'),
  from: minutes,
  length: fc.integer({ min: 1, max: 40 }),
  status: fc.constantFrom(503, 503, 404),
});

const by: Actor = { name: 'Ana Ruiz', via: 'cli' };
/** What somebody does, at so many minutes; the time of a snooze is said when it is done. */
export type Deed = Exclude<HandlingAction['do'], 'assign' | 'comment'> | 'resolve' | 'acknowledge for a while';
const deed = fc.record({
  at: minutes,
  name: fc.constantFrom(...alertNames),
  does: fc.constantFrom<Deed[]>(
    'acknowledge',
    'acknowledge',
    'acknowledge for a while',
    'unacknowledge',
    'snooze',
    'wake',
    'resolve',
  ),
});
export function actionOf(does: Exclude<Deed, 'resolve'>, now: number): HandlingAction {
  if (does === 'acknowledge for a while') return { do: 'acknowledge', by, for: 15 * minute };
  return does === 'snooze' ? { do: does, by, until: now + 20 * minute } : { do: does, by };
}

const some = fc.uniqueArray(fc.nat(busyMinutes), { maxLength: 12 });
const faults: fc.Arbitrary<Faults> = fc.record({
  dies: fc
    .array(fc.tuple(minutes, fc.integer({ min: 1, max: 4 })), { maxLength: 20 })
    .map((all) => Object.fromEntries(all)),
  late: some,
  twice: some,
  unlogged: some,
  order: fc.nat(6),
});

/** A world of alerts, routes and people, and all that goes wrong in it. */
export const settings = fc.record({
  fires,
  rules: fc
    .tuple(ruleTimes, ruleTimes, ruleTimes)
    .map((times) =>
      rules.map((id, index) => ({ ...toldRule, id, by: ['provider' as const, 'carrier' as const], ...times[index] })),
    ),
  routes,
  inhibit: fc.boolean(),
  flapping: fc.boolean(),
  repeat: fc.nat(2),
  remindAfter: fc.option(inMinutes(20), { nil: undefined }),
  silences: fc.array(silence, { maxLength: 2 }),
  outages: fc.array(outage, { maxLength: 4 }),
  deeds: fc.array(deed, { maxLength: 8 }),
  /** Minutes at which nothing is judged. */
  missed: fc.uniqueArray(fc.nat(busyMinutes), { maxLength: 6 }),
  faults,
});
export type TellingSetting = typeof settings extends fc.Arbitrary<infer Value> ? Value : never;
