import { expect, test } from 'vitest';
import { configSchema } from '../../functions/config/schema.ts';
import { signingKey } from '../../functions/core/signing-key.ts';
import { channelSecret } from '../../local/local-cloud.ts';
import { localConfig } from '../../local/local-config.ts';
import { printedEvents, printedMail, printedPublications } from '../../local/printed.ts';
import { sinkUrl } from '../../local/sink.ts';

function printed(send: (print: (text: string) => void) => void): string {
  const texts: string[] = [];
  send((text) => texts.push(text));
  return texts.join('\n');
}

test('what would go to a topic, a phone and a mailbox is printed, the number not whole', () => {
  const message = { subject: 'S', message: 'M' };
  expect(printed((print) => printedPublications(print)(message))).toMatch(/── the SNS topic .*\n {3}S\n {3}\n {3}M\n/);
  const toPhone = printed((print) => printedPublications(print)({ ...message, phone: '+14155550123' }));
  expect(toPhone).toMatch(/── the phone \+1415•••0123 .*\n {3}M\n/);
  const mail = { to: ['ana@example.com'], subject: 'S', text: 'T' };
  expect(printed((print) => printedMail(print)(mail))).toMatch(
    /── the mailbox ana@example\.com .*\n {3}S\n {3}\n {3}T\n/,
  );
});

test("what would go to a bus of the team's own is printed, and nothing of what has its place here", () => {
  const id = '00000000-0000-4000-8000-000000000000' as const;
  const event = { version: '0', id, source: 's', account: 'a', time: 't', region: 'r', resources: [] };
  const put = (bus: string) =>
    printed((print) => printedEvents(print)(bus, { ...event, 'detail-type': 'Notice firing', detail: { n: 1 } }));
  expect(put('theirs')).toMatch(/── the bus theirs .*\n {3}Notice firing\n {3}\{\n {3} {2}"n": 1\n {3}\}\n/);
  expect(put('default') + put('wirewatch-local')).toBe('');
});

test('with a real topic no text message leaves the machine', () => {
  const topicArn = 'arn:aws:sns:us-east-1:111122223333:theirs';
  const config = configSchema.parse({
    rules: [],
    channels: {
      topic: { kind: 'sns', topicArn, resolved: false },
      phone: { kind: 'sns', sms: { phone: '+14155550123' } },
    },
  });
  const channelsWith = (realSns: boolean) =>
    localConfig(config, {
      publicUrl: undefined,
      pagerdutyAt: () => undefined,
      realSns,
      printedAt: (name) => `sink/${name}`,
    }).channels;
  expect(channelsWith(true)).toEqual({
    topic: { kind: 'sns', resolved: false },
    phone: { kind: 'sns', resolved: true },
  });
  expect(channelsWith(false).phone).toMatchObject({ sms: { phone: '+14155550123' } });
});

test('a bot of Slack and a workflow of Teams reach nobody: what they say is printed', () => {
  const bot = { kind: 'slack-bot', channel: 'C0123456789' };
  const config = configSchema.parse({ rules: [], channels: { bot, teams: { kind: 'teams' } } });
  const printedAt = (name: string) => sinkUrl('http://127.0.0.1:1', name);
  const { channels } = localConfig(config, {
    publicUrl: undefined,
    pagerdutyAt: () => undefined,
    realSns: false,
    printedAt,
  });
  const secretOf = channelSecret('http://127.0.0.1:1', { slackUrl: undefined, pagerdutyKey: undefined });
  expect(channels.bot).toMatchObject({ url: 'http://127.0.0.1:1/unconfigured/bot' });
  expect(secretOf('slack-bot', 'bot')).toBe('not-set-up');
  expect(secretOf('teams', 'teams')).toBe('http://127.0.0.1:1/unconfigured/teams');
});

test('Opsgenie and webhooks reach nobody either', () => {
  const config = configSchema.parse({
    rules: [],
    channels: { opsgenie: { kind: 'opsgenie' }, tickets: { kind: 'webhook', url: 'https://tickets.example.com' } },
  });
  const printedAt = (name: string) => sinkUrl('http://127.0.0.1:1', name);
  const { channels } = localConfig(config, {
    publicUrl: undefined,
    pagerdutyAt: () => undefined,
    realSns: false,
    printedAt,
  });
  expect(channels.opsgenie).toMatchObject({ url: 'http://127.0.0.1:1/unconfigured/opsgenie' });
  expect(channels.tickets).toMatchObject({ url: 'http://127.0.0.1:1/unconfigured/tickets' });
  const secretOf = channelSecret('http://127.0.0.1:1', { slackUrl: undefined, pagerdutyKey: undefined });
  expect(secretOf('opsgenie', 'opsgenie')).toBe('not-set-up');
  expect(signingKey(secretOf('webhook', 'tickets') ?? '')).toHaveLength(32);
});
