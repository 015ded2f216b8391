import { describe, expect, test } from 'vitest';
import { type Handled, handledOf, unhandled } from '../../functions/api/alerts/alert-handled.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { escalate } from '../../functions/core/escalate.ts';
import { handle } from '../../functions/core/handle.ts';
import { type Handling, nextHandling, type Policy } from '../../functions/core/handling.ts';
import type { Silence } from '../../functions/core/silence.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { tickContext } from '../../functions/dispatch/dispatch.ts';
import type { Said } from '../../functions/dispatch/dispatch-deps.ts';
import { subjectOf } from '../../functions/dispatch/subject.ts';
import { outage } from '../support/alerts.ts';

const anna = { name: 'Anna', via: 'cli' } as const;
const alert = outage();
const now = alert.tick;

const config = defineConfig({
  rules: [...recommendedRules],
  channels: { slack: { kind: 'slack' }, mail: { kind: 'sns' }, phone: { kind: 'pagerduty' } },
  intervals: {
    office: { times: [{ from: '09:00', to: '17:00' }] },
    evening: { times: [{ from: '18:00', to: '22:00' }] },
  },
  escalations: { ladder: { steps: [{ after: '0m', to: ['mail'] }] } },
  routes: [
    { match: { severity: 'critical' }, to: ['slack'], escalate: 'ladder' },
    { match: { severity: 'high' }, to: ['slack'], during: ['office'] },
    { match: { severity: 'low' }, to: ['mail'], digest: { at: '09:00' } },
  ],
  maintenance: [{ name: 'carrier works', match: { carrier: 'Verizon' }, during: 'evening' }],
  inhibit: [{ source: { rule: 'delivery-by-provider' }, target: { carrier: 'T-Mobile' }, equal: ['provider'] }],
});

const ladder: Policy = {
  name: 'ladder',
  steps: [
    { after: 0, to: ['mail'] },
    { after: 15 * minute, to: ['phone'] },
  ],
  repeat: 0,
  repeatAfter: hour,
};

const silence: Silence = {
  tenant: 'main',
  id: '0c1d2e3f4a5b',
  rev: 1,
  matchers: [{ label: 'carrier', op: '=', value: 'AT&T' }],
  startsAt: now - minute,
  endsAt: now + hour,
  by: anna,
  comment: 'known',
  createdAt: now - minute,
};

/** What is done about an alert at a quarter past two in New York. */
function handled(of: Alert, said: Partial<Said> = {}, others: readonly Alert[] = []): Handled {
  const nothing = { silences: [], handlings: [], overrides: [], logs: [] };
  const at = { tenant: 'main', zone: 'UTC', tick: Date.parse('2026-11-21T19:15:00Z') };
  const ground = tickContext(at, { ...nothing, ...said }, [of, ...others], { config, refused: [] });
  return handledOf(subjectOf(of, ground), { silences: said.silences ?? [], title: (id) => `alert ${id}` });
}

function told(action: Parameters<typeof handle>[2], before?: Handling): Handling {
  const done = handle(before, alert, action, now);
  if (done.kind !== 'changed') throw new Error(done.why);
  return done.handling;
}

const escalating = () =>
  escalate(undefined, { alert, policy: ladder, muted: false, acknowledged: false }, now) ??
  nextHandling(undefined, alert);

describe('what is done about an alert that fires', () => {
  test('tells who is called next unless somebody has it in hand', () => {
    expect(handled(alert, { handlings: [escalating()] })).toEqual({
      ...unhandled,
      escalation: { called: ['mail'], next: { at: now + 15 * minute, to: ['phone'] } },
    });
  });

  test('tells who has it in hand, whose it is, and what was noted; then nobody is called next', () => {
    const taken = told({ do: 'acknowledge', by: anna, for: hour }, escalating());
    const assigned = told({ do: 'assign', by: anna, to: 'Ben' }, taken);
    const handling = told({ do: 'comment', by: anna, text: 'ticket <4711>' }, assigned);
    expect(handled(alert, { handlings: [handling] })).toEqual({
      ...unhandled,
      acknowledged: { by: 'Anna', at: now, until: now + hour },
      assignee: 'Ben',
      comment: { by: 'Anna', text: 'ticket <4711>' },
      escalation: { called: ['mail'] },
    });
  });

  test('tells which silence, window, other alert or snooze keeps it quiet', () => {
    expect(handled(alert, { silences: [silence] }).mutes).toEqual([
      { words: 'silence 0c1d2e3f4a5b by Anna', until: now + hour, note: 'known' },
    ]);
    const on = (carrier: string) => outage({ labels: { provider: 'telnyx', carrier } });
    expect(handled(on('Verizon')).mutes).toEqual([{ words: 'maintenance: carrier works' }]);
    const provider = outage({ rule: 'delivery-by-provider', id: 'aa', labels: { provider: 'telnyx' } });
    expect(handled(on('T-Mobile'), {}, [provider]).mutes).toEqual([{ words: 'while this fires: alert aa' }]);
    const snoozed = told({ do: 'snooze', by: anna, until: now + hour });
    expect(handled(alert, { handlings: [snoozed] }).mutes).toEqual([{ words: 'snoozed by Anna', until: now + hour }]);
  });

  test('tells that its route is outside its hours, that a digest tells of it, and that nobody is told at all', () => {
    expect(handled(outage({ peak: 'high' }))).toEqual({ ...unhandled, closed: ['slack'] });
    expect(handled(outage({ peak: 'low' }))).toEqual({ ...unhandled, digests: [{ channel: 'mail', at: '09:00' }] });
    expect(handled(outage({ peak: 'info' }))).toEqual({
      ...unhandled,
      mutes: [{ words: 'neither its rule nor a route names a channel' }],
    });
  });
});
