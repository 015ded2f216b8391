import { describe, expect, test } from 'vitest';
import { ConfigError, checkConfig } from '../../functions/config/define-config.ts';

const rules = [
  {
    id: 'delivery',
    kind: 'ratio',
    of: 'delivered',
    over: 'settled',
    by: ['provider', 'carrier'],
    when: { high: { below: '90%' } },
    tags: { family: 'delivery' },
    summary: 'S',
  },
];
const office = { weekdays: ['monday:friday'], times: [{ from: '09:00', to: '17:00' }] };
const parse = (input: object) => checkConfig({ rules, intervals: { office }, ...input }, 'test');

function issuesOf(input: object) {
  try {
    parse(input);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
}

test('intervals, maintenance windows and inhibitions stay the same when they are read again', () => {
  const config = parse({
    intervals: {
      office,
      nights: { times: [{ from: '22:00', to: '06:00' }], zone: 'America/New_York' },
      odd: { daysOfMonth: [1, '5:10', '-3:-1'], months: ['november:february', 6], years: [2026] },
    },
    maintenance: [
      { name: 'carrier work', match: { carrier: { not: 'unknown' } }, during: 'nights' },
      { name: 'move', during: ['office', 'nights'], from: '2026-11-01T22:00', to: '2026-11-03T22:00', zone: 'UTC' },
      { name: 'until then', during: 'office', to: '2026-11-01T22:00' },
      { name: 'sundays', during: { weekdays: ['sunday'] }, comment: 'nobody is there' },
      { name: 'once', from: '2026-11-01T22:00Z', to: '2026-11-01T22:30+00:00' },
    ],
    inhibit: [
      { source: { severity: 'critical' }, target: { severity: ['medium', 'low'] }, equal: ['family', 'carrier'] },
    ],
  });
  expect(checkConfig(JSON.parse(JSON.stringify(config)), 'again')).toEqual(config);
  expect(config.intervals.odd).toEqual({
    daysOfMonth: ['1', '5:10', '-3:-1'],
    months: ['november:february', '6'],
    years: ['2026'],
  });
});

describe('an interval is refused with what to write', () => {
  const interval = (changes: object) => issuesOf({ intervals: { office: { ...office, ...changes } } });

  test.each([
    [
      'a time of day that is none',
      { times: [{ from: '9:00', to: '17:00' }] },
      'times[0].from: write a time of day such as 09:00',
    ],
    [
      'a time after midnight',
      { times: [{ from: '09:00', to: '24:30' }] },
      'times[0].to: write a time of day such as 09:00, up to 24:00',
    ],
    ['no time at all', { times: [{ from: '09:00', to: '09:00' }] }, 'times[0].to: must differ from from'],
    ['a weekday in short', { weekdays: ['mon'] }, 'weekdays[0]: write monday or monday:friday'],
    ['a day that no month has', { daysOfMonth: ['32'] }, 'daysOfMonth[0]: write 1, 1:5, or -3:-1'],
    ['days backwards', { daysOfMonth: ['5:1'] }, 'daysOfMonth[0]: write 1, 1:5, or -3:-1'],
    ['a month that is none', { months: ['sept'] }, 'months[0]: write january, 1 or november:february'],
    ['a year in short', { years: [26] }, 'years[0]: write 2026 or 2026:2027'],
    ['an empty list', { weekdays: [] }, 'weekdays: name at least one, or leave it out'],
    ['a zone that is none', { zone: 'New York' }, 'zone: is no IANA time zone'],
    ['a key that is none', { weekday: ['monday'] }, 'weekday: Unrecognized key: "weekday"; did you mean "weekdays"?'],
  ])('for %s', (_, changes, issue) => {
    expect(interval(changes).join('\n')).toContain(`intervals.office.${issue}`);
  });

  test('for saying nothing', () => {
    expect(issuesOf({ intervals: { office: { zone: 'UTC' } } })).toEqual([
      'intervals.office: say when: times, weekdays, daysOfMonth, months or years',
    ]);
  });
});

describe('a maintenance window is refused with what to write', () => {
  test.each([
    ['for saying nothing of when', {}, ': say when: during, or from and to'],
    ['for saying only when it starts', { from: '2026-11-01T22:00' }, ': say when: during, or from and to'],
    [
      'for a day that is not there',
      { from: '2026-02-30T22:00', to: '2026-03-01T22:00' },
      '.from: write a time such as',
    ],
    ['for an end at its start', { from: '2026-11-01T22:00', to: '2026-11-01T22:00' }, '.to: must be later than from'],
    [
      'for an end before its start',
      { from: '2026-11-01T22:00', to: '2026-11-01T21:00' },
      '.to: must be later than from',
    ],
    [
      'for an interval that is not there',
      { during: 'ofice' },
      '.during: "ofice" is not in intervals; did you mean "office"?',
    ],
    ['for one of several that is not there', { during: ['office', 'nights'] }, '.during: "nights" is not in intervals'],
    [
      'for a mistake in its own interval',
      { during: { weekdays: ['mon'] } },
      '.during.weekdays[0]: write monday or monday:friday',
    ],
    [
      'for a rule that is not there',
      { during: 'office', match: { rule: 'delivry' } },
      '.match.rule: "delivry" is no rule; did you mean "delivery"?',
    ],
    [
      'for a label that no alert has',
      { during: 'office', match: { carier: 'AT&T' } },
      '.match.carier: no alert has the label "carier"; did you mean "carrier"?',
    ],
  ])('%s', (_, changes, issue) => {
    expect(issuesOf({ maintenance: [{ name: 'w', ...changes }] }).join('\n')).toContain(`maintenance[0]${issue}`);
  });
});

describe('an inhibition is refused with what to write', () => {
  const source = { severity: 'critical' };
  const target = { severity: 'medium' };
  test.each([
    ['for a source that is everything', { source: {}, target }, '.source: name at least one label'],
    ['for a target that is everything', { source, target: {} }, '.target: name at least one label'],
    ['for no target', { source }, '.target: write labels with what they have to be'],
    [
      'for a severity that is none',
      { source: { severity: 'crit' }, target },
      '.source.severity: "crit" is no severity',
    ],
    [
      'for a rule that is not there',
      { source, target: { rule: ['delivery', 'deliver'] } },
      '.target.rule: "deliver" is no rule',
    ],
    [
      'for a label that no alert has',
      { source, target, equal: ['famly'] },
      '.equal: no alert has the label "famly"; did you mean "family"?',
    ],
  ])('%s', (_, inhibition, issue) => {
    expect(issuesOf({ inhibit: [inhibition] }).join('\n')).toContain(`inhibit[0]${issue}`);
  });
});

describe('whatever matches by rule or tenant', () => {
  const channels = { team: { kind: 'slack' } };
  const route = (match: object) =>
    issuesOf({ channels, routes: [{ routes: [{ match, to: ['team'] }], to: ['team'] }] });

  test('names one that is there', () => {
    expect(route({ rule: 'delivery', tenant: 'main' })).toEqual([]);
    expect(route({ rule: 'rule-failing' })).toEqual([]);
    expect(route({ rule: { like: 'opt-out-.*' } })).toEqual([]);
    expect(route({ rule: { not: ['delivery', 'latency'] } })).toEqual([
      'routes[0].routes[0].match.rule: "latency" is no rule',
    ]);
    expect(route({ tenant: 'mian' })).toEqual([
      'routes[0].routes[0].match.tenant: "mian" is no tenant; did you mean "main"?',
    ]);
  });
});
