import { describe, expect, test } from 'vitest';
import { channelsFor } from '../../functions/config/routes.ts';

type Route = Parameters<typeof channelsFor>[0][number];
const route = (match: Route['match'], to: string[], more = false): Route => ({ match, to, continue: more });
const alert = { tenant: 'main', rule: 'delivery-by-carrier', severity: 'critical' } as const;

describe('routes', () => {
  test.each<[string, Route[], string[]]>([
    [
      'the first that matches decides',
      [route({ severity: 'critical' }, ['pagerduty']), route({}, ['slack'])],
      ['pagerduty'],
    ],
    ['one that does not match is passed over', [route({ severity: 'low' }, ['mail']), route({}, ['slack'])], ['slack']],
    [
      'one that says continue adds the next that matches',
      [
        route({ severity: 'critical' }, ['pagerduty'], true),
        route({ severity: 'low' }, ['mail']),
        route({}, ['slack']),
      ],
      ['pagerduty', 'slack'],
    ],
    ['a channel is told once', [route({}, ['slack'], true), route({}, ['slack', 'mail'])], ['slack', 'mail']],
    ['all conditions of a match must hold', [route({ severity: 'critical', tenant: 'other' }, ['slack'])], []],
    ['a rule can have its own', [route({ rule: 'delivery-by-carrier' }, ['mail'])], ['mail']],
    ['nobody is told where no route matches', [], []],
    ['4.5 the last route may say continue', [route({}, ['a'], true), route({}, ['b'], true)], ['a', 'b']],
  ])('%s', (_, routes, channels) => {
    expect(channelsFor(routes, alert)).toEqual(channels);
  });
});
