import { expect, test } from 'vitest';
import { notifyPreview, type PreviewOptions } from '../../cli/notify-preview.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import type { ConfigInput } from '../../functions/config/schema.ts';
import { exampleKinds } from '../../functions/notify/example-notice.ts';
import { outageStart } from '../support/alerts.ts';

const channels: ConfigInput['channels'] & object = {
  slack: { kind: 'slack' },
  bot: { kind: 'slack-bot', channel: 'C0123456789' },
  teams: { kind: 'teams' },
  pagerduty: { kind: 'pagerduty' },
  topic: { kind: 'sns' },
  sms: { kind: 'sns', sms: { phone: '+14155550123' } },
  mail: { kind: 'mail', from: 'alerts@example.com', to: ['team@example.com'] },
  webhook: { kind: 'webhook' },
  opsgenie: { kind: 'opsgenie' },
  bus: { kind: 'bus', bus: 'team' },
  'no-ends': { kind: 'slack', resolved: false },
};
const config = defineConfig({ rules: recommendedRules, channels });

async function preview(rule: string, options: Partial<PreviewOptions> = {}) {
  const lines: string[] = [];
  const all = { channel: 'slack', tenant: 'main', stage: 'prod', kind: 'firing', alerts: 1, ...options } as const;
  const code = await notifyPreview(rule, all, { config, now: () => outageStart, print: (text) => lines.push(text) });
  return { code, text: lines.join('\n') };
}

test('Slack: the message as people see it, and as it is sent', async () => {
  const { code, text } = await preview('delivery-by-carrier');
  expect(code).toBe(0);
  const [seen = '', sent = ''] = text.split('POST https://hooks.example.com/the-secret-of-the-channel\n');
  expect(seen).toMatch(/^CRITICAL {2}Delivery on AT&T through Telnyx is 63 %\n/);
  expect(seen).toContain('┃ threshold 90 %, usually 97 %\n');
  expect(seen).toContain('311 × 40008 undeliverable');
  expect(seen).toContain('[Acknowledge]  [Silence 1 h]');
  expect(JSON.parse(sent)).toMatchObject({ blocks: [{ type: 'header' }] });
});

test.each<[string, string, RegExp]>([
  [
    'mail',
    'addresses, subject and text',
    /^From: alerts@example\.com\nTo: team@example\.com\nSubject: .*Telnyx is 63 %/,
  ],
  ['topic', 'subject and text', /^Topic: arn:.*\nSubject: .*63 %/],
  ['sms', 'number and text', /^Text message to \+14155550123\n\n.*63 %/],
  ['bus', 'the event', /^Event "Notice firing" to the bus team\n\{/],
  [
    'pagerduty',
    'what the incident says, and the event',
    /^trigger .*\ncritical: CRITICAL .*63 %[\s\S]*\n {2}why {2}311 × 40008 undeliverable\n[\s\S]*\n\nPOST https:\/\/events\.pagerduty\.com\/v2\/enqueue\n\{/,
  ],
  [
    'teams',
    'the card, and as it is sent',
    /^CRITICAL .*63 %\n[\s\S]*\n\[Acknowledge\] {2}\[Silence 1 h\].*\n\nPOST https:\/\/hooks\.example\.com/,
  ],
  [
    'opsgenie',
    'priority and description, and the alert',
    /^P1: CRITICAL .*63 %\n[\s\S]*\n\nPOST https:\/\/api\.opsgenie\.com\/v2\/alerts\n\{/,
  ],
])('%s: %s', async (channel, _, expected) => {
  expect((await preview('delivery-by-carrier', { channel })).text).toMatch(expected);
});

test.each(Object.keys(channels))('%s: every kind of notice is shown, or why it would not be told', async (channel) => {
  for (const kind of exampleKinds) {
    const { code, text } = await preview('delivery-by-carrier', { channel, kind, alerts: 3 });
    expect(text.length, kind).toBeGreaterThan(20);
    const isRefused = kind === 'digest' && ['pagerduty', 'opsgenie'].includes(channel);
    expect(code, kind).toBe(isRefused ? 1 : 0);
    if (isRefused) expect(text).toContain(`${channel} would not be told: it takes no digest`);
  }
});

test.each(config.rules.map(({ id }) => id))(
  '%s: an example that could be real, at each of its severities',
  async (id) => {
    const rule = config.rules.find((one) => one.id === id);
    for (const severity of ['critical', 'high', 'medium', 'low', 'info'] as const) {
      if (!Object.keys(rule?.when ?? {}).includes(severity)) continue;
      const { text } = await preview(id, { channel: 'topic', severity });
      expect(text).not.toMatch(/unknown|undefined|NaN|\{\w+\}|example-/);
      expect(text).toContain(`${severity.toUpperCase()}`);
    }
  },
);

test('a reminder says so, an acknowledgement says by whom, and an end shows a value that is good', async () => {
  expect((await preview('delivery-by-carrier', { kind: 'reminder' })).text).toContain('still firing, reminder');
  expect((await preview('delivery-by-carrier', { kind: 'acknowledged' })).text).toContain('acknowledged by Ana Ruiz');
  expect((await preview('delivery-by-carrier', { kind: 'resolved' })).text).toMatch(/^RESOLVED .* 97 %/);
});

test('forty alerts are one message', async () => {
  const { text } = await preview('delivery-by-campaign', { channel: 'mail', alerts: 40 });
  expect(text.match(/^Subject: .*40 alerts/gm)).toHaveLength(1);
});

test('as JSON: what would be posted, sent or put', async () => {
  const { text } = await preview('delivery-by-carrier', { channel: 'pagerduty', json: true });
  expect(JSON.parse(text)).toMatchObject([{ by: 'http', method: 'POST', body: { event_action: 'trigger' } }]);
});

test('a channel that hears of no ends is shown none', async () => {
  const { code, text } = await preview('delivery-by-carrier', { channel: 'no-ends', kind: 'resolved' });
  expect([code, text]).toEqual([0, 'no-ends is not told when alerts end: its settings say resolved: false.']);
});

test.each<[string, Partial<PreviewOptions>, string]>([
  ['delivery', {}, 'There is no rule "delivery" in the configuration; there are: delivery-by-provider'],
  ['memory', { channel: 'fax' }, '"fax" is no channel; there are: slack, bot'],
  ['memory', { tenant: 'acme' }, '"acme" is no tenant; there are: main'],
  ['delivery-by-carrier', { severity: 'info' }, 'delivery-by-carrier is never info; it may be: critical, high'],
  ['delivery-overall', { alerts: 2 }, 'delivery-overall has no labels, and so one alert: leave --alerts out'],
])('%s %j: refused with what to write instead', async (rule, options, expected) => {
  await expect(preview(rule, options)).rejects.toThrow(expected);
});
