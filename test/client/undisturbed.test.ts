import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createReporter, type ReporterOptions } from '../../client/index.ts';
import { loopbackServer } from '../support/loopback-server.ts';
import { answering, secret } from './server.ts';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function kept<Server extends { url: string; close(): Promise<void> }>(server: Promise<Server>): Promise<Server> {
  const one = await server;
  open.push(one);
  return one;
}

const sms = { provider: 'twilio', messageId: 'SM1' };
const silent = () => loopbackServer(() => undefined);
const halting = () => loopbackServer((response) => void response.writeHead(200).write('{'));
const hangingUp = () => loopbackServer((response) => void response.destroy());

async function dead() {
  const server = await answering(200);
  await server.close();
  return { ...server, close: async () => undefined };
}

const servers = [
  { what: 'dead', server: dead, loses: /fetch failed: connect ECONNREFUSED/ },
  { what: 'silent', server: silent, loses: /aborted due to timeout/ },
  { what: 'hanging up', server: hangingUp, loses: /fetch failed/ },
  { what: 'refusing', server: () => answering(403), loses: /answered with 403/ },
  { what: 'failing', server: () => answering(500), loses: /answered with 500/ },
  { what: 'sending us elsewhere', server: () => answering(302), loses: /fetch failed/ },
  { what: 'not finishing its answer', server: halting, loses: undefined },
];

describe.each(servers)('a server that is $what', ({ server, loses }) => {
  test('neither delays the application nor makes it fail, and is told of', async () => {
    const { url } = await kept(server());
    const errors: string[] = [];
    const reporter = createReporter({ url, secret, timeoutMs: 100, onError: ({ message }) => errors.push(message) });
    const began = performance.now();
    for (let index = 0; index < 100; index += 1) expect(reporter.sent(sms)).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(100);
    await reporter.flush();
    expect(errors.length).toBe(loses ? 1 : 0);
    if (loses) expect(errors[0]).toMatch(loses);
    if (loses) expect(errors[0]).toMatch(/^100 events were not reported/);
  });
});

test('flush waits no longer than it is told, and what is waiting is sent later', async () => {
  const { url } = await kept(silent());
  const reporter = createReporter({ url, secret, timeoutMs: 600, onError: () => undefined });
  reporter.sent(sms);
  const began = performance.now();
  await reporter.flush(50);
  expect(performance.now() - began).toBeLessThan(500);
});

test('keeps at most 10,000 events; the rest is lost, and said to be', async () => {
  const { url } = await kept(silent());
  const errors: string[] = [];
  const reporter = createReporter({ url, secret, onError: ({ message }) => errors.push(message) });
  for (let index = 0; index < 10_150; index += 1) reporter.sent(sms);
  expect(errors.length).toBe(150);
  expect(errors[0]).toContain('10000 events are waiting already');
});

describe('is not disturbed by', () => {
  const circular: { user?: unknown } = {};
  circular.user = circular;
  const throwing = {
    get campaign(): string {
      throw new Error('no campaign');
    },
  };

  test.each([
    ['a report that refers to itself', circular],
    ['a number that JSON has not', { user: 1n }],
    ['a property that throws', throwing],
    ['a report as long as a text', { user: 'x'.repeat(3000) }],
  ])('%s: it alone is lost', async (_, odd) => {
    const { url, received } = await kept(answering(200));
    const errors: string[] = [];
    const reporter = createReporter({ url, secret, onError: ({ message }) => errors.push(message) });
    reporter.dailyLimitHit(odd as object);
    reporter.sent(sms);
    await reporter.flush();
    expect(received.map(({ body }) => JSON.parse(body).events.length)).toEqual([1]);
    expect(errors).toEqual([expect.stringContaining('it is no event')]);
  });

  test.each(['apiCall', 'violation', 'retry', 'count', 'gauge'] as const)(
    '%s of what throws, and of nothing at all',
    async (method) => {
      const { url, received } = await kept(answering(200));
      const errors: string[] = [];
      const reporter = createReporter({ url, secret, onError: ({ message }) => errors.push(message) });
      for (const odd of [throwing, undefined, null]) reporter[method](odd as never);
      await reporter.flush();
      expect(received.map(({ body }) => JSON.parse(body).events.length)).toEqual([2]);
      expect(errors).toEqual([expect.stringContaining('it is no event')]);
    },
  );

  test.each<[string, Partial<ReporterOptions>, RegExp]>([
    ['a missing URL', { url: undefined }, /no url/],
    ['a URL that is none', { url: 'hooks' }, /no url/],
    ['a missing secret', { secret: undefined }, /whsec_/],
    ['a secret of another form', { secret: 'hunter2' }, /whsec_/],
  ])('%s', async (_, wrong, says) => {
    const errors: string[] = [];
    const options = { url: 'http://127.0.0.1:9/', secret, ...wrong };
    const reporter = createReporter({ ...options, onError: ({ message }) => errors.push(message) });
    reporter.sent(sms);
    await reporter.flush();
    expect(errors).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    [
      'that throws',
      () => {
        throw new Error('the listener');
      },
    ],
    ['whose promise fails', () => Promise.reject(new Error('the listener'))],
  ])('a listener %s', async (_, onError: () => unknown) => {
    const { url } = await kept(answering(403));
    const reporter = createReporter({ url, secret, onError });
    reporter.sent(sms);
    await expect(reporter.flush()).resolves.toBeUndefined();
  });
});

test('warns on the console once a minute, of all that was lost since', async () => {
  const { url } = await kept(answering(403));
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const reporter = createReporter({ url, secret });
  const lose = async () => {
    reporter.sent(sms);
    await reporter.flush();
  };
  for (let index = 0; index < 3; index += 1) await lose();
  expect(warn.mock.calls).toEqual([['1 event was not reported to Wirewatch: it was answered with 403']]);
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_001);
  await lose();
  expect(warn.mock.calls.at(-1)).toEqual(['3 events were not reported to Wirewatch: it was answered with 403']);
});

test('an application that is done ends, though reports are waiting', async () => {
  const { url, received } = await kept(silent());
  const client = resolve('client/index.ts');
  const script = `import { createReporter } from ${JSON.stringify(client)};
    createReporter(${JSON.stringify({ url, secret })}).sent({ messageId: 'job-1' });`;
  const began = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(received).toEqual([]);
  expect(performance.now() - began).toBeLessThan(10_000);
});
