import { describe, expect, test } from 'vitest';
import { handledOf } from '../../functions/api/alert-handled.ts';
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
import { alertsSection } from '../../local/page/alerts-section.ts';
import { wordsOf } from '../../local/page/words.ts';
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

/** The lines of the alert's card on the page. */
function lines(shown: Alert, said: Partial<Said> = {}, others: readonly Alert[] = []): string[] {
  const nothing = { silences: [], handlings: [], overrides: [], logs: [] };
  const at = { tenant: 'main', zone: 'UTC', tick: Date.parse('2026-11-21T19:15:00Z') };
  const ground = tickContext(at, { ...nothing, ...said }, [shown, ...others], {
    config,
    refused: [],
  });
  const handled = handledOf(subjectOf(shown, ground), { silences: said.silences ?? [], title: (id) => `alert ${id}` });
  const card = { ...shown, text: wordsOf(config, shown, now), notifications: [], handled };
  const { markup } = alertsSection([card], () => 'UTC');
  return [...markup.matchAll(/<li>(.*?)<\/li>/g)].map(([, line = '']) => line);
}

function told(action: Parameters<typeof handle>[2], before?: Handling): Handling {
  const done = handle(before, alert, action, now);
  if (done.kind !== 'changed') throw new Error(done.why);
  return done.handling;
}

const escalating = () =>
  escalate(undefined, { alert, policy: ladder, muted: false, acknowledged: false }, now) ??
  nextHandling(undefined, alert);

describe('the page says of an alert that fires', () => {
  test('who is called next unless somebody has it in hand', () => {
    expect(lines(alert, { handlings: [escalating()] })).toEqual([
      'Escalated to mail',
      'Unless somebody acknowledges it, phone at 19:30 UTC',
    ]);
  });

  test('who has it in hand, whose it is, and what was noted; then nobody is called next', () => {
    const taken = told({ do: 'acknowledge', by: anna, for: hour }, escalating());
    const assigned = told({ do: 'assign', by: anna, to: 'Ben' }, taken);
    const handling = told({ do: 'comment', by: anna, text: 'ticket <4711>' }, assigned);
    expect(lines(alert, { handlings: [handling] })).toEqual([
      'Acknowledged by Anna at 19:15 UTC until 20:15 UTC',
      'Assigned to Ben',
      'Anna: ticket &lt;4711&gt;',
      'Escalated to mail',
    ]);
  });

  test('which silence, window, other alert or snooze keeps it quiet', () => {
    expect(lines(alert, { silences: [silence] })).toEqual([
      'Nobody is told: silence 0c1d2e3f4a5b by Anna until 20:15 UTC: known',
    ]);
    const on = (carrier: string) => outage({ labels: { provider: 'telnyx', carrier } });
    expect(lines(on('Verizon'))).toEqual(['Nobody is told: maintenance: carrier works']);
    const provider = outage({ rule: 'delivery-by-provider', id: 'aa', labels: { provider: 'telnyx' } });
    expect(lines(on('T-Mobile'), {}, [provider])).toEqual(['Nobody is told: while this fires: alert aa']);
    expect(lines(alert, { handlings: [told({ do: 'snooze', by: anna, until: now + hour })] })).toEqual([
      'Nobody is told: snoozed by Anna until 20:15 UTC',
    ]);
  });

  test('that its route is outside its hours, that a digest tells of it, and that nobody is told at all', () => {
    expect(lines(outage({ peak: 'high' }))).toEqual(['Outside the hours of its route: slack']);
    expect(lines(outage({ peak: 'low' }))).toEqual(['In the digest to mail at 09:00']);
    expect(lines(outage({ peak: 'info' }))).toEqual(['Nobody is told: neither its rule nor a route names a channel']);
  });
});
