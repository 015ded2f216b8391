import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { announceTools } from '../../cli/announce-tools.ts';
import { type DeployedOptions, notifyDeployed } from '../../cli/notify-deployed.ts';
import type { AnnounceTools, HttpAnswer } from '../../functions/channels/channel.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { outageStart } from '../support/alerts.ts';
import { toolsWith } from '../support/notices.ts';

const config = (url = 'https://events.pagerduty.com/v2/enqueue') =>
  defineConfig({
    rules: [],
    tenants: { main: {}, acme: {} },
    channels: {
      slack: { kind: 'slack' },
      pager: { kind: 'pagerduty', url },
      operations: { kind: 'bus', bus: 'operations' },
    },
  });

const answered = (status: number): HttpAnswer => ({ kind: 'answered', status, headers: {}, body: 'the answer' });

async function deployed(options: Partial<DeployedOptions>, tools: (tenant: string) => AnnounceTools, from = config()) {
  const lines: string[] = [];
  const deps = { config: from, tools, now: () => outageStart, print: (line: string) => void lines.push(line) };
  return { code: await notifyDeployed({ stage: 'prod', ...options }, deps), lines };
}

const working503 = { kind: 'answered', status: 503, headers: {} } as const;

describe('wirewatch notify deployed', () => {
  const working = toolsWith({
    secret: async () => 'a-routing-key',
    post: async () => answered(202),
    putEvent: async () => ({ kind: 'sent' }),
  });

  test('tells every channel that hears of deployments, of every tenant, and no other', async () => {
    expect(await deployed({}, () => working)).toEqual({
      code: 0,
      lines: ['pager of main: told', 'operations of main: told', 'pager of acme: told', 'operations of acme: told'],
    });
  });

  test('skips a channel whose secret is not set', async () => {
    const bare = { ...working, secret: async () => undefined };
    const { code, lines } = await deployed({}, (tenant) => (tenant === 'acme' ? bare : working));
    expect(code).toBe(0);
    expect(lines[2]).toBe('pager of acme: skipped: its secret, the routing key, is not set');
  });

  test('fails when a channel could not be told, after it has told the others', async () => {
    const { code, lines } = await deployed({}, () => ({ ...working, post: async () => answered(503) }));
    expect(code).toBe(1);
    expect(lines).toContain('pager of main: not told: 503 the answer');
    expect(lines).toContain('operations of main: told');
  });

  test('says in one line what a channel answered, whatever that holds', async () => {
    const forging: HttpAnswer = { ...working503, body: 'no\npager of main: told\u202e2J' };
    const { lines } = await deployed({}, () => ({ ...working, post: async () => forging }));
    expect(lines[0]).toMatch(/^pager of main: not told: 503 no pager of main: told[^\p{C}]*$/u);
  });

  test.each([
    [{}, 'Wirewatch deployed to prod'],
    [{ version: '4f2a91c' }, 'Wirewatch 4f2a91c deployed to prod'],
    [{ version: '4f2a91c', summary: 'New carrier rules' }, 'New carrier rules'],
  ])('says of %j: %s', async (options, summary) => {
    const put: unknown[] = [];
    const putEvent: AnnounceTools['putEvent'] = async ({ detail }) => {
      put.push(detail);
      return { kind: 'sent' };
    };
    await deployed(options, () => ({ ...working, putEvent }));
    expect(put[0]).toMatchObject({ deploy: { stage: 'prod', summary, at: '2026-11-21T19:03:00.000Z' } });
  });

  test('says so where no channel hears of deployments', async () => {
    const nobody = defineConfig({ rules: [], channels: { slack: { kind: 'slack' } } });
    const { code, lines } = await deployed({}, () => working, nobody);
    expect({ code, lines }).toEqual({
      code: 0,
      lines: ['No channel of the configuration hears of deployments: pagerduty and bus do.'],
    });
  });

  test('names the stages there are when it is told another', async () => {
    await expect(deployed({ stage: 'pord' }, () => working)).rejects.toThrow(
      '"pord" is no stage; there are: prod, local',
    );
  });
});

describe('with the credentials of whoever deploys', () => {
  afterEach(() => vi.unstubAllEnvs());

  /** Stands in for SSM and PagerDuty. */
  async function startServer(parameter: { status: number; answer: object }) {
    const asked: { path: string; body: string }[] = [];
    const server = createServer(async (request, response) => {
      const body = await text(request);
      asked.push({ path: request.url ?? '', body });
      if (request.url === '/') response.writeHead(parameter.status, { 'content-type': 'application/x-amz-json-1.1' });
      else response.writeHead(202);
      response.end(request.url === '/' ? JSON.stringify(parameter.answer) : '{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    vi.stubEnv('AWS_ENDPOINT_URL', url);
    return { asked, url };
  }

  const paged = (url: string) =>
    defineConfig({ rules: [], tenants: { main: {}, acme: {} }, channels: { pager: { kind: 'pagerduty', url } } });

  test('a key that two tenants share is told once', async () => {
    const { asked, url } = await startServer({ status: 200, answer: { Parameter: { Value: ' a-routing-key \nold' } } });
    const tools = announceTools('local', process.env);
    const { lines } = await deployed(
      { stage: 'local' },
      (tenant) => tools(tenant, 'pager'),
      paged(`${url}/v2/enqueue`),
    );
    expect(lines).toEqual(['pager of main: told', 'pager of acme: told']);
    const posted = asked.filter(({ path }) => path === '/v2/change/enqueue');
    expect(posted.map(({ body }) => JSON.parse(body).routing_key)).toEqual(['a-routing-key']);
    expect(asked.map(({ body }) => JSON.parse(body).Name)).toContain('/wirewatch/local/acme/pager');
  });

  test('a secret that is not there is a channel that is not configured', async () => {
    const { url } = await startServer({ status: 400, answer: { __type: 'ParameterNotFound' } });
    const tools = announceTools('local', process.env);
    const { lines } = await deployed(
      { stage: 'local' },
      (tenant) => tools(tenant, 'pager'),
      paged(`${url}/v2/enqueue`),
    );
    expect(lines[0]).toBe('pager of main: skipped: its secret, the routing key, is not set');
  });

  test('a secret that may not be read ends with the right that is missing', async () => {
    await startServer({ status: 400, answer: { __type: 'AccessDeniedException' } });
    await expect(announceTools('local', process.env)('main', 'pager').secret()).rejects.toThrow(
      'These credentials may not read /wirewatch/local/main/pager: they need ssm:GetParameter on it.',
    );
  });
});
