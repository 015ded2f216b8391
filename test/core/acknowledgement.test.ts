import { describe, expect, test } from 'vitest';
import { type AcknowledgementRules, acknowledgement, overdueResponses } from '../../functions/core/acknowledgement.ts';
import { handle } from '../../functions/core/handle.ts';
import type { Handled, Handling } from '../../functions/core/handling.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { outage } from '../support/alerts.ts';
import { anna, firing } from '../support/handlings.ts';

const within = { critical: 15 * minute, high: hour, medium: 4 * hour, low: 24 * hour };
const rules = { confirmWithin: 30 * minute, respondWithin: within };
const reminding = { ...rules, remindAfter: 3 * hour };

/** Acknowledged at minute 10; `lasts` in minutes. */
function acknowledged(lasts?: number, alert: Handled = firing()): Handling {
  const time = lasts === undefined ? {} : { for: lasts * minute };
  const done = handle(undefined, alert, { do: 'acknowledge', by: anna, ...time }, 10 * minute);
  if (done.kind !== 'changed') throw new Error(done.why);
  return done.handling;
}

type Given = { alert?: Handled; by?: AcknowledgementRules; of?: Handling };

describe('an acknowledgement', () => {
  const worse = firing({ severity: 'critical', peak: 'critical' });
  const oftenReminding = { ...reminding, remindAfter: minute };
  const whileLow = acknowledged(undefined, firing({ severity: 'low' }));

  test.each<[string, number, string, Given]>([
    ['holds for as long as the alert fires', 10_000, 'held', {}],
    ['4.8.6: holds until it is to be confirmed', 189, 'held', { by: reminding }],
    ['4.8.6: is to be confirmed from then on', 190, 'ending', { by: reminding }],
    ['4.8.6: is to be confirmed until that time is over', 219, 'ending', { by: reminding }],
    ['4.8.6: is void when it was not confirmed', 220, 'none', { by: reminding }],
    ['for an hour holds until the time to confirm it', 39, 'held', { of: acknowledged(60) }],
    ['for an hour is to be confirmed for half an hour before', 40, 'ending', { of: acknowledged(60) }],
    ['for an hour is void after it', 70, 'none', { of: acknowledged(60) }],
    ['for an hour does so whatever the rules say', 39, 'held', { by: oftenReminding, of: acknowledged(60) }],
    ['for ten minutes holds for the first half', 14, 'held', { of: acknowledged(10) }],
    ['for ten minutes is to be confirmed in the second half', 15, 'ending', { of: acknowledged(10) }],
    ['4.8.7: is void when the alert is worse than it had been', 20, 'none', { alert: worse }],
    ['holds when the alert is milder', 20, 'held', { alert: firing({ severity: 'low' }) }],
    ['holds when the alert is as bad again as it had been', 20, 'held', { of: whileLow }],
    ['is void in a new episode', 20, 'none', { alert: firing({ episode: 2, firedAt: 15 * minute }) }],
    ['is void for an alert that was forgotten', 20, 'none', { alert: firing({ firedAt: 15 * minute }) }],
  ])('%s', (_, at, kind, { alert = firing(), by = rules, of = acknowledged() }) => {
    expect(acknowledgement(of, alert, by, at * minute).kind).toBe(kind);
  });

  test('says who gave it, when, and since when it is to be confirmed', () => {
    const end = acknowledgement(acknowledged(), firing(), reminding, 200 * minute);
    expect(end).toEqual({ kind: 'ending', by: anna, at: 10 * minute, since: 190 * minute });
    expect(acknowledgement(acknowledged(), firing(), rules, hour)).toEqual({ kind: 'held', by: anna, at: 10 * minute });
    expect(acknowledgement(undefined, firing(), rules, hour)).toEqual({ kind: 'none' });
  });

  test('that is confirmed holds as long again', () => {
    const again = handle(acknowledged(), firing(), { do: 'acknowledge', by: anna }, 200 * minute);
    if (again.kind !== 'changed') throw new Error(again.why);
    expect(acknowledgement(again.handling, firing(), reminding, 379 * minute).kind).toBe('held');
    expect(acknowledgement(again.handling, firing(), reminding, 380 * minute).kind).toBe('ending');
  });
});

describe('R-24: responses that are overdue', () => {
  const alertOf = (id: string, severity: Severity, changes = {}) =>
    outage({ id, severity, peak: severity, firedAt: 0, ...changes });
  const count = (alert: ReturnType<typeof outage>, at: number, handlings = new Map<string, Handling>()) =>
    overdueResponses([alert], handlings, rules, at);

  test.each([
    ['critical', 15],
    ['high', 60],
    ['medium', 240],
    ['low', 1440],
  ] as const)('%s: after %i minutes that nobody has it in hand', (severity, minutes) => {
    const none = { critical: 0, high: 0, medium: 0, low: 0 };
    const alert = alertOf('a', severity);
    expect(count(alert, minutes * minute - 1)).toEqual(none);
    expect(count(alert, minutes * minute)).toEqual({ ...none, [severity]: 1 });
  });

  test('are none of what is acknowledged, has ended, or waits for nobody', () => {
    const handling = acknowledged(undefined, firing({ severity: 'high', peak: 'high' }));
    expect(count(alertOf('a', 'high'), 2 * hour, new Map([['a', handling]])).high).toBe(0);
    expect(count(alertOf('a', 'high', { state: 'inactive' }), 2 * hour).high).toBe(0);
    expect(count(alertOf('a', 'info'), 100 * hour)).toEqual({ critical: 0, high: 0, medium: 0, low: 0 });
  });

  test('are counted by the worst that each alert has been', () => {
    const alerts = [alertOf('a', 'high'), alertOf('b', 'high'), alertOf('c', 'low', { peak: 'critical' })];
    expect(overdueResponses(alerts, new Map(), rules, hour)).toEqual({ critical: 1, high: 2, medium: 0, low: 0 });
  });
});
