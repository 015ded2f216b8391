import { describe, expect, test } from 'vitest';
import { aboutSchema, statusSchema } from '../../functions/api/answers/about.ts';
import { alertsSchema } from '../../functions/api/answers/alerts.ts';
import { seriesSchema, summarySchema, topSchema } from '../../functions/api/answers/measures.ts';
import { liveSchema, messagesSchema, reportsSchema } from '../../functions/api/answers/messages.ts';
import { backtestSchema } from '../../functions/api/answers/operations.ts';
import { endpoints } from '../../functions/api/endpoints.ts';
import { askedPath } from '../api/asked-path.ts';
import { wirewatch } from './command.ts';
import { type DeployedApi, deployedApi } from './deployed-api.ts';
import { invoke } from './deployment.ts';
import type { Endpoint } from './traffic.ts';

export type Reached = { endpoint: Endpoint; outputs: Record<string, string> };

/** The emulator keeps `/health` of every host to itself. */
const read = endpoints.filter(({ method, path }) => method === 'GET' && path !== '/health');
const otp = 'last=6h&dimension=campaign&value=otp';

/** Of the deployed API: what is open, what a token opens, and what it answers of all that was sent before. */
export function apiIsRead(reached: () => Reached): void {
  describe('the deployed API', () => {
    const anybody = () => deployedApi(reached().endpoint);
    const withToken = async (name: string, scope: string) => {
      const { token } = await wirewatch('token', 'create', name, '--scope', scope, '--as', 'ana');
      return deployedApi(reached().endpoint, token);
    };
    let reader: DeployedApi;

    test('shows anybody whether it is well, and what can be asked', async () => {
      const { send, status } = anybody();
      const health = await invoke('api', { direct: { name: 'ana' }, path: '/health' });
      expect(health).toMatchObject({ status: 200, body: expect.stringContaining('"status":"healthy"') });
      expect(JSON.parse((await send('GET', '/health/ready')).text)).toMatchObject({ status: 'ready' });
      expect([await status('GET', '/health/live'), await status('GET', '/api/v1/health')]).toEqual([200, 200]);
      expect(JSON.parse((await send('GET', '/openapi.json')).text)).toMatchObject({
        openapi: expect.stringMatching(/^3\.1/),
      });
    });

    test('gives anybody the page, which runs nothing but its own files', async () => {
      const { send } = anybody();
      const page = await send('GET', new URL(reached().outputs.ConsoleUrl ?? '').pathname);
      expect(page.headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': expect.stringContaining("script-src 'self'"),
      });
      const files = [...page.text.matchAll(/(?:src|href)="(console\/[^"]+)"/g)].map(([, file]) => file);
      expect(files).toHaveLength(2);
      const answers = await Promise.all(files.map((file) => send('GET', `/${file}`)));
      expect(answers.map(({ status, text }) => [status, text.length > 1000])).toEqual([
        [200, true],
        [200, true],
      ]);
      expect((await send('GET', '/monitoring')).text).toBe(page.text);
    });

    test('is opened by a token of the command line, and by nothing else', async () => {
      reader = await withToken('grafana', 'read');
      expect(await anybody().status('GET', '/v1/about')).toBe(401);
      expect(await deployedApi(reached().endpoint, `wirewatch_${'a'.repeat(43)}`).status('GET', '/v1/about')).toBe(401);
      const about = await reader.get('/v1/about', aboutSchema);
      expect(about).toMatchObject({ stage: 'test', caller: { name: 'grafana', scopes: ['read'], tenant: 'main' } });
      expect(about.webhooks).toContainEqual({
        tenant: 'main',
        provider: 'telnyx',
        url: `${reached().outputs.WebhookUrl}/telnyx`,
      });
    });

    test('counts in every answer what was sent', async () => {
      const { now } = await reader.get(`/v1/summary?${otp}`, summarySchema);
      expect(now).toMatchObject({ started: 32, outcomes: { delivered: 30, undelivered: 2 } });
      const { points } = await reader.get(`/v1/series?${otp}&step=hour&show=o.started,failures`, seriesSchema);
      const sum = (name: string) => points.reduce((all, { values }) => all + (values[name] ?? 0), 0);
      expect([sum('o.started'), sum('failures')]).toEqual([32, 2]);
      const top = await reader.get('/v1/top?last=6h&dimension=campaign&by=deliveryRate', topSchema);
      expect(top.rows[0]).toMatchObject({ value: 'otp', deliveryRate: { of: 30, over: 32 } });
    });

    test('finds a message by the number of whoever misses it, and says what the error means', async () => {
      // A plus in a URL is a space.
      const found = await reader.get('/v1/messages?to=+12025550123&limit=5', messagesSchema);
      expect(found.messages).toHaveLength(5);
      expect(found.next).toBeDefined();
      const [first] = found.messages;
      expect(first).toMatchObject({ status: 'undelivered', error: { meaning: expect.any(String) } });
      expect(JSON.stringify(found)).not.toContain('2025550123');
      const { messages } = await reader.get(`/v1/messages/${first?.id}`, messagesSchema);
      expect(messages).toEqual([first]);
    });

    test('tells what happens now, with no whole number', async () => {
      const live = await reader.get('/v1/live', liveSchema);
      expect(live.events).toContainEqual(
        expect.objectContaining({ type: 'message_failed', person: expect.any(String) }),
      );
      expect(JSON.stringify(live)).not.toContain('2025550123');
    });

    test('says how webhooks, counting and queues are', async () => {
      const status = await reader.get('/v1/status', statusSchema);
      expect(status.providers.map(({ provider }) => provider)).toEqual(expect.arrayContaining(['telnyx', 'twilio']));
      expect(status.queues?.map(({ step, deadLetters }) => [step, deadLetters])).toContainEqual(['notify', 0]);
      expect(status.evaluation.lastTick).toBeDefined();
    });

    test('tries a rule over the hour before', async () => {
      const path = '/v1/rules/delivery-by-carrier/backtest';
      const { story, transitions } = await reader.did('POST', path, backtestSchema, { last: '1h' });
      expect(story.firings).toBeGreaterThan(0);
      expect(transitions[0]).toMatchObject({ labels: { carrier: 'AT&T' }, state: 'firing' });
    });

    test('gives Prometheus counters that never fall', async () => {
      const { headers, text } = await reader.send('GET', '/health/prometheus');
      expect(headers['content-type']).toContain('text/plain; version=0.0.4');
      expect(text).toContain('wirewatch_messages_total{tenant="main",provider="twilio",status="delivered"} 30\n');
    });

    test('takes what the application reports by a token for just that', async () => {
      const backend = await withToken('backend', 'ingest');
      const messageId = crypto.randomUUID();
      const reported = { type: 'message', status: 'queued', provider: 'telnyx', messageId, campaign: 'winter' };
      const events = [
        reported,
        { type: 'gauge', name: 'queue-length', value: 7 },
        { type: 'message', status: 'strange' },
      ];
      expect(await reader.status('POST', '/v1/events', { events })).toBe(403);
      const taken = await backend.did('POST', '/v1/events', reportsSchema, { events });
      expect(taken).toMatchObject({
        recorded: 1,
        repeated: 0,
        gauges: 1,
        notTaken: [expect.stringContaining('unreadable')],
      });
      expect(await backend.did('POST', '/v1/events', reportsSchema, { events })).toMatchObject({ repeated: 1 });
      expect(await backend.status('GET', '/v1/about')).toBe(403);
      const { messages } = await reader.get(`/v1/messages/${messageId}`, messagesSchema);
      expect(messages).toMatchObject([{ campaign: 'winter', status: 'queued' }]);
    });

    test('has the right to read what each of its paths needs', async () => {
      const [{ alerts }, { events }] = await Promise.all([
        reader.get('/v1/alerts?state=all', alertsSchema),
        reader.get('/v1/live', liveSchema),
      ]);
      const known = { alert: alerts[0]?.id ?? '', message: events[0]?.id ?? '', campaign: 'otp' };
      const failed: unknown[] = [];
      for (const { path, schemas, contentType } of read) {
        const { status, text } = await reader.send('GET', askedPath(path, known));
        const isRead = contentType !== undefined || schemas.answer.safeParse(JSON.parse(text)).success;
        if (status !== 200 || !isRead) failed.push({ path, status, text: text.slice(0, 300) });
      }
      expect(failed).toEqual([]);
    });
  });
}
