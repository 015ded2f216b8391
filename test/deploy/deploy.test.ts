import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countersContract } from '../aws/counters-contract.ts';
import { memoryIsTwinOf } from '../aws/counters-contract-twin.ts';
import { commandLineTells } from './asking.ts';
import { channelsAreTried } from './channels.ts';
import { pause, progress, until } from './command.ts';
import { countersWhen, deployedCounters, providerStatus, type Sums } from './counters.ts';
import { dashboardsAreUsed } from './dashboards.ts';
import { deliverByRule, deploy, evaluate, setSecret, tableName } from './deployment.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { type Listener, listenToBus, listenToOwnBus, listenToTopic } from './listener.ts';
import { telnyxMessage, twilioMessage } from './messages.ts';
import { apiIsOperated } from './operating.ts';
import { createOutages } from './outages.ts';
import { peopleAct } from './people.ts';
import { apiIsRead } from './reading.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type Endpoint, many, post, postAll, shuffled, telnyxPublicKey, twilioToken } from './traffic.ts';

const minute = 60_000;
/** The minute of the outage; far enough back that every tick of this test is over. */
const outage = Math.floor(Date.now() / minute) * minute - 10 * minute;

const ticketsKey = `whsec_${randomBytes(32).toString('base64')}`;
const slackSigning = randomBytes(16).toString('hex');

let emulator: Emulator;
let slack: Receiver;
let pagerduty: Receiver;
let tickets: Receiver;
let topic: Listener;
let bus: Listener;
let operations: Listener;
let endpoint: Endpoint;
let outputs: Record<string, string>;

beforeAll(async () => {
  emulator = await startEmulator();
  Object.assign(process.env, emulator.env);
  slack = await startReceiver(200, 'ok');
  pagerduty = await startReceiver(202, '{"status":"success"}');
  tickets = await startReceiver(204, '');
  outputs = await deploy(emulator, { PAGERDUTY_EVENTS_URL: `${pagerduty.url}/v2/enqueue`, TICKETS_URL: tickets.url });
  endpoint = { port: emulator.port, host: new URL(outputs.WebhookUrl ?? '').host };
  topic = await listenToTopic(outputs.AlertTopicArn ?? '');
  bus = await listenToBus(outputs.AlertBusName ?? '');
  await setSecret('twilio', twilioToken);
  await setSecret('telnyx', telnyxPublicKey);
  await setSecret('slack', `${slack.url}/services/T000/B000/test`);
  await setSecret('pagerduty', 'test-routing-key');
  await setSecret('tickets', ticketsKey);
  await setSecret('slack-signing', slackSigning);
  operations = await listenToOwnBus('operations');
});

afterAll(async () => {
  await Promise.all([slack?.stop(), pagerduty?.stop(), tickets?.stop(), emulator?.stop()]);
});

test('a deployment says where webhooks go, where alerts come and what to look at', () => {
  expect(outputs.WebhookUrl).toMatch(/\/webhooks$/);
  expect(outputs.AlertTopicArn).toContain('wirewatch-test-alerts');
  expect(outputs.AlarmTopicArn).toContain('wirewatch-test-alarms');
  expect(outputs.DashboardUrl).toContain('Wirewatch-test');
  expect(outputs.ConsoleUrl).toBe(outputs.WebhookUrl?.replace(/webhooks$/, ''));
});

test('a webhook that its provider did not sign, or that no provider sends, is refused', async () => {
  const [webhook] = telnyxMessage({ carrier: 'AT&T', outcome: 'delivered', startedAt: outage });
  if (!webhook) throw new Error('no webhook');
  expect(await post(endpoint, { ...webhook, body: webhook.body.replace('spring', 'sprung') })).toBe(403);
  expect(await post(endpoint, { ...webhook, path: '/webhooks/nobody' })).toBe(404);
  expect(await post(endpoint, { ...webhook, path: '/webhooks/telnyx/nobody' })).toBe(404);
});

test('200 signed webhooks, a fifth of them repeated, are counted exactly', async () => {
  const once = [
    ...many(24, () => telnyxMessage({ carrier: 'AT&T', outcome: 'delivery_failed', startedAt: outage })),
    ...many(8, () => telnyxMessage({ carrier: 'AT&T', outcome: 'delivered', startedAt: outage })),
    ...many(16, () => telnyxMessage({ carrier: 'T-Mobile', outcome: 'delivered', startedAt: outage })),
    ...many(30, () => twilioMessage(endpoint, 'delivered')),
    ...many(2, () => twilioMessage(endpoint, 'undelivered')),
  ].flat();
  const webhooks = shuffled([...once, ...once.slice(0, 40)]);
  expect(webhooks).toHaveLength(200);
  const started = Date.now();
  expect(await postAll(endpoint, webhooks)).toEqual({ 200: 96 + 40, 204: 64 });
  progress(`200 webhooks answered in ${Date.now() - started} ms`);

  const counted = (sums: Sums) =>
    (sums['total all minute']?.['o.delivered'] ?? 0) + (sums['total all minute']?.['o.undelivered'] ?? 0);
  await countersWhen((sums) => counted(sums) >= 80);
  await pause(2000);
  const sums = await countersWhen(() => true);
  for (const granularity of ['minute', 'hour']) {
    const at = (scope: string) => sums[`${scope} ${granularity}`];
    expect(at('total all')).toMatchObject({
      'o.started': 80,
      'o.sent': 80,
      'o.delivered': 54,
      'o.undelivered': 26,
      'o.segments': 80,
      'o.estimatedSegments': 32,
      'o.costMicros': 48 * 4000,
      'o.failedCostMicros': 24 * 4000,
      't.sent': 80,
      't.delivered': 54,
      't.undelivered': 26,
    });
    expect(at('provider telnyx')).toMatchObject({ 'o.started': 48, 'o.delivered': 24, 'o.undelivered': 24 });
    expect(at('provider twilio')).toMatchObject({ 'o.started': 32, 'o.delivered': 30, 'o.undelivered': 2 });
    expect(at('carrier telnyx|AT&T')).toMatchObject({ 'o.started': 32, 'o.delivered': 8, 'o.undelivered': 24 });
    expect(at('carrier telnyx|T-Mobile')).toMatchObject({ 'o.started': 16, 'o.delivered': 16 });
    expect(at('carrier twilio|Verizon')).toMatchObject({ 'o.started': 32, 'o.delivered': 30, 'o.undelivered': 2 });
    expect(at('country US')).toMatchObject({ 'o.started': 80 });
    expect(at('campaign spring-promo')).toMatchObject({ 'o.started': 48, 'o.delivered': 24, 'o.undelivered': 24 });
    expect(at('campaign otp')).toMatchObject({ 'o.started': 32, 'o.delivered': 30, 'o.undelivered': 2 });
    expect(at('errorCode telnyx|40008')).toMatchObject({ 'o.started': 24, 'o.undelivered': 24 });
    expect(at('errorCode twilio|30003')).toMatchObject({ 'o.started': 2, 'o.undelivered': 2 });
  }
  expect(sums['user u-1 day']).toMatchObject({ 'o.started': 32, 'o.delivered': 30 });
});

test('the outage is told once, on Slack and on PagerDuty', async () => {
  progress(`evaluate: ${JSON.stringify(await evaluate(outage + minute))}`);
  await until(
    'both notices',
    async () => [slack.received.length, pagerduty.received.length],
    (n) => n.every((count) => count > 0),
  );
  await pause(2000);
  expect(slack.received).toHaveLength(1);
  expect(JSON.stringify(slack.received[0])).toContain('AT&amp;T');
  expect(pagerduty.received).toHaveLength(1);
  expect(pagerduty.received[0]).toMatchObject({
    event_action: 'trigger',
    routing_key: 'test-routing-key',
    payload: { severity: 'critical', summary: expect.stringContaining('AT&T') },
  });
});

test('the outage is published on the alert topic and on the event bus', async () => {
  const mail = await until('a message on the topic', topic.take, (messages) => messages.length > 0, 20);
  expect(mail).toHaveLength(1);
  expect(mail[0].Subject).toContain('AT&T');
  const events = await until('an event on the bus', bus.take, (messages) => messages.length > 0, 20);
  expect(events).toMatchObject([
    { source: 'wirewatch', 'detail-type': 'Alert firing', detail: { stage: 'test', labels: { carrier: 'AT&T' } } },
  ]);
});

test('the status of each provider is kept', async () => {
  const status = await providerStatus(await tableName('ingest', 'STATE_TABLE'));
  expect(status.telnyx).toMatchObject({ lastWebhookAt: expect.any(Number), lastRefusal: { why: 'bad-signature' } });
  expect(status.twilio).toMatchObject({ lastWebhookAt: expect.any(Number), lastRecordedAt: expect.any(Number) });
});

test('a second evaluation of the same outage tells nobody again', async () => {
  await evaluate(outage + minute);
  progress(`evaluate: ${JSON.stringify(await evaluate(outage + 2 * minute))}`);
  await pause(4000);
  expect(slack.received).toHaveLength(1);
  expect(pagerduty.received).toHaveLength(1);
});

test('healthy traffic resolves the alert, by the same dedup key', async () => {
  const healthy = many(40, () =>
    telnyxMessage({ carrier: 'AT&T', outcome: 'delivered', startedAt: outage + 3 * minute }),
  );
  expect(await postAll(endpoint, shuffled(healthy.flat()))).toEqual({ 200: 80 });
  await countersWhen((sums) => sums['carrier telnyx|AT&T minute']?.['o.delivered'] === 48);

  progress(`evaluate: ${JSON.stringify(await evaluate(outage + 5 * minute))}`);
  await until(
    'both resolves',
    async () => [slack.received.length, pagerduty.received.length],
    (n) => n.every((count) => count > 1),
  );
  await pause(2000);
  expect(slack.received).toHaveLength(2);
  expect(pagerduty.received).toHaveLength(2);
  expect(pagerduty.received[1]).toMatchObject({ event_action: 'resolve', dedup_key: pagerduty.received[0].dedup_key });
  expect(await until('an event on the bus', bus.take, (messages) => messages.length > 0, 20)).toMatchObject([
    { 'detail-type': 'Alert resolved' },
  ]);
});

test('an event of AWS End User Messaging that the rule lets through is counted once', async () => {
  const { busEvent } = JSON.parse(readFileSync('events/aws-sms/text-delivered.json', 'utf8'));
  const times = { eventTimestamp: outage, messageRequestTimestamp: outage - 3000 };
  const event = { ...busEvent, detail: { ...busEvent.detail, ...times } };
  await deliverByRule(event);
  await deliverByRule(event);
  await countersWhen((sums) => sums['provider aws-sms minute']?.['o.delivered'] !== undefined);
  await pause(2000);
  const sums = await countersWhen(() => true);
  expect(sums['provider aws-sms hour']).toMatchObject({ 'o.started': 1, 'o.delivered': 1, 'o.costMicros': 8810 });
  expect(sums['carrier aws-sms|T-Mobile hour']).toMatchObject({ 'o.started': 1, 'o.delivered': 1 });
  const status = await providerStatus(await tableName('bus', 'STATE_TABLE'));
  expect(status['aws-sms']).toMatchObject({ lastRecordedAt: expect.any(Number) });
});

const outages = createOutages(() => endpoint);
peopleAct(() => ({ endpoint, slack, pagerduty, tickets, ticketsKey, slackSigning, operations, outages }));
apiIsRead(() => ({ endpoint, outputs }));
apiIsOperated(() => ({ endpoint, outages, slack }));
dashboardsAreUsed();
commandLineTells();
channelsAreTried(() => ({ url: `http://127.0.0.1:${emulator.port}`, slack, tickets, topic, operations }));

countersContract('the deployment', deployedCounters);
memoryIsTwinOf('the deployment', deployedCounters, 5);
