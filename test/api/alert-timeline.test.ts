import { describe, expect, test } from 'vitest';
import { firingPeriods } from '../../functions/api/alerts/alert-periods.ts';
import { type StoryParts, timelineOf } from '../../functions/api/alerts/alert-timeline.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { minute } from '../../functions/core/time.ts';
import { outage, outageStart, recovered } from '../support/alerts.ts';

/** A minute of the outage. */
const at = (minutes: number) => outageStart + minutes * minute;

/** `0 pending: began`: minutes since the outage began. */
function told(alert: Alert, parts: Partial<StoryParts> = {}): string[] {
  const timeline = timelineOf({ alert, notices: [], audited: [], comments: [], from: 0, ...parts });
  return timeline.map(({ at: time, what, words }) => `${(Date.parse(time) - outageStart) / minute} ${what}: ${words}`);
}

const flapping: Partial<Alert> = {
  changes: [at(5), at(7), at(9), at(11)],
  firedAt: at(9),
  since: at(8),
  flappingSince: at(11),
};

describe('what an alert remembers of itself', () => {
  test.each([
    ['about to fire', { state: 'pending', firedAt: undefined, episode: 0, levels: {} }, ['0 pending: began']],
    [
      'about to fire again',
      { state: 'pending', firedAt: undefined, episode: 1, levels: {} },
      ['0 pending: began; it had fired once before'],
    ],
    ['firing', {}, ['0 pending: began', '5 fired: fires, critical']],
    [
      'worse than it was',
      {
        levels: {
          critical: { state: 'firing', activeAt: at(6), firedAt: at(8) },
          high: { state: 'firing', activeAt: at(0), firedAt: at(5) },
        },
      },
      ['0 pending: began', '5 fired: fires, high', '8 fired: fires, critical'],
    ],
    [
      'milder than it was when it fired',
      { levels: { high: { state: 'firing', activeAt: at(0), firedAt: at(8) } } },
      ['0 pending: began', '5 fired: fires; critical at its worst', '8 fired: fires, high'],
    ],
    [
      'quiet, and known to come and go',
      { ...flapping, state: 'inactive', levels: {}, resolvedAt: at(11), resolvedBecause: 'recovered' },
      [
        '5 fired: fires',
        '7 resolved: ceases to fire',
        '8 pending: began',
        '9 fired: fires; critical at its worst',
        '11 flapping: flaps: it comes and goes',
        '11 resolved: resolved: it has recovered',
      ],
    ],
  ] as const)('is told of one that is %s', (_, changes, lines) => {
    expect(told({ ...outage(), ...changes } as Alert)).toEqual(lines);
  });

  test('ends with why it ended', () => {
    const over = (because: Alert['resolvedBecause']) => told({ ...recovered(), resolvedBecause: because }).at(-1);
    expect(over('by-hand')).toBe('42 resolved: closed by hand');
    expect(over('no-traffic')).toBe('42 resolved: closed: there was no traffic to judge');
  });
});

test('what people did to another alert of the rule, or said before the episode, is not part of it', () => {
  const by = { name: 'Ana', via: 'console' } as const;
  const record = { tenant: 'main', id: '1', at: at(6), by, did: 'acknowledge' };
  const change = (what: string) => ({ ...record, changes: [{ what, before: '', after: `acknowledged ${what}` }] });
  const own = 'alert 7f3a9c of delivery-by-carrier';
  const lines = told(outage(), {
    audited: [change(own), change('alert ffffff of delivery-by-carrier'), change('alert 7f3a9c of other')],
    comments: [
      { by, at: at(-60), text: 'last week' },
      { by, at: at(7), text: 'looking' },
    ],
    from: at(-1),
  });
  expect(lines.slice(2)).toEqual([`6 done: acknowledged ${own}`, '7 done: comment: looking']);
});

describe('the periods in which an alert fired', () => {
  test.each([
    ['one that fires', {}, [{ from: at(5), severity: 'critical' }]],
    ['one that never did', { state: 'pending', firedAt: undefined }, []],
    [
      'one that comes and goes, and is quiet now',
      { ...flapping, state: 'inactive', resolvedAt: at(11) },
      [
        { from: at(5), to: at(7) },
        { from: at(9), to: at(11), severity: 'critical' },
      ],
    ],
    [
      'one of which the beginning of a former period is forgotten',
      { ...flapping, changes: [at(7), at(9)] },
      [{ from: at(9), severity: 'critical' }],
    ],
  ] as const)('of %s', (_, changes, periods) => {
    expect(firingPeriods({ ...outage(), ...changes } as Alert)).toEqual(periods);
  });
});
