import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

/** Stands in for SSM on loopback and remembers what it was asked to store. */
async function startParameterStore() {
  const stored: unknown[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    stored.push(JSON.parse(await text(request)));
    response.setHeader('content-type', 'application/x-amz-json-1.1').end('{"Version":1}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => server.close());
  const address = server.address();
  return { stored, endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

async function wirewatch(args: string[], input: string, endpoint = 'http://127.0.0.1:9') {
  const child = spawn(process.execPath, ['cli/wirewatch.ts', ...args], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'x',
      AWS_SECRET_ACCESS_KEY: 'x',
    },
  });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, stdout, stderr };
}

test('secret set stores what it reads from standard input, a line per token, and does not show it', async () => {
  const { stored, endpoint } = await startParameterStore();
  const { code, stdout } = await wirewatch(['secret', 'set', 'twilio'], ' old-token \n\nAC1=new-token\n', endpoint);
  expect(stored).toEqual([
    { Name: '/wirewatch/prod/main/twilio', Value: 'old-token\nAC1=new-token', Type: 'SecureString', Overwrite: true },
  ]);
  expect(stdout).toBe('stored /wirewatch/prod/main/twilio (2 lines); in use within 5 minutes\n');
  expect(code).toBe(0);
});

test('secret set twilio-api stores API keys, a line per account', async () => {
  const { stored, endpoint } = await startParameterStore();
  const line = `SK${'1'.repeat(32)}:s3cret@AC${'2'.repeat(32)}`;
  expect((await wirewatch(['secret', 'set', 'twilio-api'], `${line}\n`, endpoint)).code).toBe(0);
  expect(stored).toMatchObject([{ Name: '/wirewatch/prod/main/twilio-api', Value: line }]);
});

test.each([
  [['secret', 'set', 'twilio-api'], 'AC1=token', 'write a line SK…:secret@AC… for each account'],
  [['secret', 'set', 'app'], 'hunter2', 'write a line whsec_ and at least 24 random bytes in base64 for each key'],
  [['secret', 'set', 'sinch'], 'x', '"sinch" is no provider or channel; there are: '],
  [['secret', 'set', 'twilio', 'nobody'], 'x', '"nobody" is no tenant; there are: main'],
  [['secret', 'set', 'twilio', '--stage', 'moon'], 'x', '"moon" is no stage; there are: prod'],
  [['secret', 'set', 'twilio'], ' \n', 'the value is empty; nothing was stored'],
  [['secret', 'set'], '', "missing required argument 'name'"],
])('%j says what is wrong and stores nothing', async (args, input, message) => {
  const { stored, endpoint } = await startParameterStore();
  const { code, stderr } = await wirewatch(args, input, endpoint);
  expect(stderr).toContain(message);
  expect(code).toBe(1);
  expect(stored).toEqual([]);
});
