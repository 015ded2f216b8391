import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagesSchema } from '../../functions/api/answers/messages.ts';
import { type RunningProduct, runProduct } from './support/running-product.ts';

const token = 'wirewatch_of-the-test-of-looking-messages-up';
const number = '+14155550123';
let product: RunningProduct;

beforeAll(async () => {
  product = await runProduct(['--port', '0', '--verbose'], { WIREWATCH_API_TOKEN: token });
}, 60_000);
afterAll(() => product.stop());

function report(status: string) {
  const events = [{ type: 'message', provider: 'telnyx', messageId: 'm-1', to: number, status, errorCode: '40008' }];
  return fetch(`${product.url}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  }).then((response) => response.json());
}

async function wirewatch(...args: string[]): Promise<string> {
  const AWS_ENDPOINT_URL = /AWS_ENDPOINT_URL=(\S+)/.exec(product.output())?.[1];
  const env = { ...process.env, AWS_ENDPOINT_URL, STAGE: 'local' };
  return (await promisify(execFile)(process.execPath, ['cli/wirewatch.ts', ...args], { env })).stdout;
}

test('what was reported by a token is found from the command line by id and by number, and the number is nowhere', async () => {
  expect(await report('undelivered')).toMatchObject({ recorded: 1, repeated: 0 });
  expect(await report('undelivered')).toMatchObject({ recorded: 0, repeated: 1 });
  const byId = messagesSchema.parse(JSON.parse(await wirewatch('message', 'm-1', '--json')));
  const byNumber = messagesSchema.parse(JSON.parse(await wirewatch('message', number, '--json')));
  expect(byId).toEqual(byNumber);
  expect(byId.messages).toMatchObject([{ id: 'm-1', to: { masked: '+1415•••0123' }, error: { code: '40008' } }]);
  const told = await fetch(`${product.url}/v1/messages?to=${number}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await told.json()).toEqual(byNumber);
  expect(product.output()).toContain('request answered');
  expect(product.output() + JSON.stringify(byId)).not.toMatch(/4155550123/);
}, 60_000);
