import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../local/simulator/random.ts';
import { runToEnd } from './support/running-product.ts';

const received: { path: string; body: string }[] = [];
let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ path: request.url ?? '', body });
    response.writeHead(request.url === '/slack' ? 200 : 202).end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});

afterAll(() => server.close());

test('the seeded numbers are the same in every run', () => {
  const draw = () => {
    const random = seededRandom(7);
    return Array.from({ length: 5 }, () => random.between(0, 1000));
  };
  expect(draw()).toEqual(draw());
});

test('a carrier outage fires and resolves within two minutes, and its channels hear of both', async () => {
  const { code, output } = await runToEnd(['--port', '0', '--simulate', 'carrier-outage', '--simulate-exit'], {
    SLACK_WEBHOOK_URL: `${base}/slack`,
    PAGERDUTY_ROUTING_KEY: 'key',
    PAGERDUTY_EVENTS_URL: `${base}/pagerduty`,
  });
  expect(code, output).toBe(0);
  expect(output).toMatch(/^0[01]:\d\d {2}fired .* Delivery on AT&T through Telnyx/m);
  expect(output).toMatch(/^0[01]:\d\d {2}resolved .* Delivery on AT&T through Telnyx/m);
  expect(output).toContain(' 0 of them not accepted');
  expect(output).toContain('the SNS topic is not set up; it would have got');
  const events = received.filter(({ path }) => path === '/pagerduty').map(({ body }) => JSON.parse(body));
  const told = events.find(({ payload }) => payload?.summary.includes('Delivery on AT&T through Telnyx'));
  const incident = events.filter(({ dedup_key }) => dedup_key === told?.dedup_key);
  expect(incident.map(({ event_action }) => event_action).join(' ')).toMatch(/^trigger( trigger)* resolve$/);
  const slack = received.filter(({ path }) => path === '/slack').map(({ body }) => JSON.parse(body).text);
  expect(slack.some((text) => /Delivery on AT&amp;T through Telnyx/.test(text))).toBe(true);
}, 240_000);
