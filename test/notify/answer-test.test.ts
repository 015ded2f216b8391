import { expect, test } from 'vitest';
import { notifyTest } from '../../cli/notify-test.ts';
import type { HttpAnswer } from '../../functions/channels/channel.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { answerTest } from '../../functions/notify/answer-test.ts';
import { outageStart } from '../support/alerts.ts';
import { rememberingLog } from '../support/fakes.ts';
import { minutelyRule } from '../support/minutely-rule.ts';
import { toolsWith } from '../support/notices.ts';

const config = defineConfig({
  rules: [minutelyRule],
  channels: { slack: { kind: 'slack' }, pagerduty: { kind: 'pagerduty' } },
});

/** The command, and behind it the function as it is deployed. */
async function tried(channel: string, answer: Partial<HttpAnswer> & { status?: number }, secret?: string) {
  const posted: string[] = [];
  const lines: string[] = [];
  const tools = toolsWith({
    post: async ({ body }) => {
      posted.push(body);
      return { kind: 'answered', status: 200, headers: {}, body: 'no', ...answer } as HttpAnswer;
    },
    secret: async () => secret,
  });
  const { stages: _, ...deployed } = config;
  const deps = { ...deployed, stage: 'prod', tools: () => tools, now: () => outageStart, log: rememberingLog() };
  const invoke = async ({ request, answer: schema }: { request: object; answer: { parse(told: unknown): never } }) =>
    schema.parse(await answerTest(request, deps, () => Promise.reject(new Error('no test'))));
  const options = { tenant: 'main', stage: 'prod' };
  const code = await notifyTest(channel, options, {
    config,
    invoke: invoke as never,
    print: (text) => lines.push(text),
  });
  return { code, text: lines.join('\n'), posted };
}

const hook = 'https://hooks.example.com/secret';

test('a channel that works is sent one notice that says that it is a test, and nothing to press', async () => {
  const { code, text, posted } = await tried('slack', {}, hook);
  expect([code, posted.length]).toEqual([0, 1]);
  expect(posted[0]).toContain('TEST  The channel slack reaches you');
  expect(posted[0]).not.toContain('Acknowledge');
  expect(text).toBe('slack took the test. Look for "TEST  The channel slack reaches you", and close what it opened.');
});

test('PagerDuty opens an incident of its own, at the mildest severity', async () => {
  const { posted } = await tried('pagerduty', { status: 202 }, 'key');
  expect(JSON.parse(posted[0] ?? '')).toMatchObject({
    event_action: 'trigger',
    dedup_key: `wirewatch/prod/main/test/pagerduty/${outageStart}`,
    payload: { severity: 'info' },
  });
});

test.each<[string, Parameters<typeof tried>, RegExp]>([
  ['no secret', ['slack', {}], /slack was not told: its secret.*is not set\..*secret set slack main --stage prod$/s],
  [
    'refused',
    ['slack', { status: 404 }, hook],
    /was not told: 404 no\.\nReal notices would be lost\..*secret set slack/s,
  ],
  [
    'busy',
    ['slack', { status: 503 }, hook],
    /was not told: 503 no\.\nReal notices are tried again for about an hour\./,
  ],
])('%s: says why, and what to do', async (_, given, expected) => {
  const { code, text } = await tried(...given);
  expect(code).toBe(1);
  expect(text).toMatch(expected);
});

test('a channel or tenant that is not deployed yet is named', async () => {
  const deps = {
    ...config,
    channels: {},
    stage: 'prod',
    tools: () => toolsWith(),
    now: () => 0,
    log: rememberingLog(),
  };
  const ask = (request: object) => answerTest(request, deps, async () => 'otherwise');
  expect(await ask({ test: { tenant: 'main', channel: 'slack' } })).toEqual({
    kind: 'unknown',
    why: '"slack" is no channel of the stage, whose channels are: none',
  });
  const known = { ...deps, channels: config.channels };
  expect(await answerTest({ test: { tenant: 'acme', channel: 'slack' } }, known, async () => 'otherwise')).toEqual({
    kind: 'unknown',
    why: '"acme" is no tenant of the stage, whose tenants are: main',
  });
});

test.each([{ Records: [] }, { test: { channel: 'slack' } }, {}, null])('%j is no test, and goes on', async (event) => {
  const deps = { ...config, stage: 'prod', tools: () => toolsWith(), now: () => 0, log: rememberingLog() };
  expect(await answerTest(event, deps, async () => 'otherwise')).toBe('otherwise');
});
