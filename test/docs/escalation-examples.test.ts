import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../functions/config/define-config.ts';
import { escalate } from '../../functions/core/escalate.ts';
import type { Handling } from '../../functions/core/handling.ts';
import { onCallAt } from '../../functions/core/on-call.ts';
import { minute } from '../../functions/core/time.ts';
import { firing } from '../support/handlings.ts';
import { configSnippets } from './config-snippets.ts';

const page = 'docs/telling-people.md';
const examples = configSnippets(page, {}).map(({ config }) => config);

/** The example that has a policy of that name, as it would be deployed. */
function exampleOf(name: string) {
  const found = examples.find(({ escalations }) => Object.hasOwn(Object(escalations), name));
  return checkConfig({ rules: [], ...found }, page);
}

/** `15 pagerduty+sms`: whom a policy calls when nobody acknowledges. */
function callsOf(name: string): string {
  const policy = exampleOf(name).escalations[name];
  const calls: string[] = [];
  let handling: Handling | undefined;
  for (let at = 0; at <= 240; at += 1) {
    const situation = { alert: firing(), policy: policy && { name, ...policy }, muted: false, acknowledged: false };
    handling = escalate(handling, situation, at * minute);
    const called = Object.entries(handling?.escalation?.called ?? {}).filter(([, tick]) => tick === at * minute);
    if (called.length > 0) calls.push(`${at} ${called.map(([channel]) => channel).join('+')}`);
  }
  return calls.join(', ');
}

describe('an example of an escalation', () => {
  test('R-18: Slack and mail, after 15 minutes PagerDuty and SMS, after 30 the phone, after an hour the manager', () => {
    expect(callsOf('ladder')).toBe('0 slack+mail, 15 pagerduty+sms, 30 phone, 60 manager');
    const { routes } = exampleOf('ladder');
    expect(routes.map(({ escalate: name }) => name)).toEqual(['ladder', undefined]);
  });

  test('R-25: on call, tech lead, engineering manager, CTO', () => {
    const once = (from: number) =>
      `${from} on-call, ${from + 15} tech-lead, ${from + 30} engineering-manager, ${from + 60} cto`;
    expect(callsOf('organisation')).toBe(`${once(0)}, ${once(120)}`);
  });

  test('R-23: primary and secondary change places every week, and the secondary is called after 15 minutes', () => {
    expect(callsOf('on-call')).toBe('0 primary-sms, 15 secondary-sms');
    const { primary, secondary } = exampleOf('on-call').onCall.schedules;
    const who = (at: string) =>
      [primary, secondary].map((schedule) => schedule && onCallAt(schedule, Date.parse(at), 'America/New_York'));
    expect(who('2026-11-16T15:00Z')).toEqual(['ben', 'anna']);
    expect(who('2026-11-23T15:00Z')).toEqual(['anna', 'ben']);
    expect(who('2026-12-25T00:00Z')).toEqual(['anna', 'anna']);
  });
});
