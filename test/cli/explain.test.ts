import { execFile } from 'node:child_process';
import { expect, test } from 'vitest';

function explain(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['cli/wirewatch.ts', 'explain', ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('explain says what a code means, whether sending again helps, what to do, and who says so since when', async () => {
  expect(await explain('30007')).toEqual({
    code: 0,
    stderr: '',
    stdout: `30007  Twilio: filtered
  class       carrier-filtered: filtered as unwanted
  retry       no, sending the same again does not help
  what to do  Do not resend; compare the text and its links with the registered campaign, then open a ticket with examples.
  source      https://www.twilio.com/docs/api/errors/30007, as of 2026-11
`,
  });
});

test('explain takes several codes, of several providers', async () => {
  const { code, stdout } = await explain('30007', '40006', '131050');
  expect(code).toBe(0);
  expect(stdout.split('\n\n').map((answer) => answer.split('\n')[0])).toEqual([
    '30007  Twilio: filtered',
    '40006  Telnyx: carrier unavailable',
    '131050  Meta: opted out of marketing',
  ]);
});

test('an unknown code is no error: explain says where to look it up', async () => {
  expect(await explain('99999')).toEqual({
    code: 0,
    stderr: '',
    stdout: `99999  unknown code
  class       unknown
  what to do  look it up at
              https://www.twilio.com/docs/api/errors/99999
              https://developers.telnyx.com/development/api-fundamentals/api-errors
              https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
`,
  });
});

test('explain --provider asks that provider only', async () => {
  expect((await explain('40008', '--provider', 'telnyx')).stdout).toContain('40008  Telnyx: undeliverable\n');
  const { code, stdout } = await explain('40008', '--provider', 'twilio');
  expect(code).toBe(0);
  expect(stdout).toContain('40008  unknown code\n');
  expect(stdout).not.toContain('telnyx');
});

test('explain --json prints the same as data', async () => {
  const { code, stdout } = await explain('40001', '99999', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    {
      code: '40001',
      provider: 'telnyx',
      meaning: 'not routable',
      class: 'invalid-number',
      retry: 'no',
      remedy: 'A landline or a number without a route; take it off the list for text messages.',
      source: { url: 'https://developers.telnyx.com/docs/messaging/messages/error-codes', asOf: '2026-11' },
    },
    {
      code: '99999',
      class: 'unknown',
      lookUp: expect.arrayContaining(['https://www.twilio.com/docs/api/errors/99999']),
    },
  ]);
});

test.each([
  [[], "missing required argument 'codes'"],
  [['filtered'], 'An error code is a number, such as 30007.'],
  [['30007', '__proto__'], 'An error code is a number, such as 30007.'],
  [['30007', '--provider', 'sinch'], 'Allowed choices are twilio, telnyx, meta.'],
])('explain %j says what is wrong and how it is used', async (args, message) => {
  const { code, stdout, stderr } = await explain(...args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr).toContain('Usage: wirewatch explain [options] <codes...>');
});
