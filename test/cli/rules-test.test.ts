import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-rule-tests-'));

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = ['cli/wirewatch.ts', 'rules', 'test', ...args];
    const child = execFile(process.execPath, command, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const config = file(
  'config.json',
  JSON.stringify({ rules: [], routes: [{ to: ['slack'] }], channels: { slack: { kind: 'slack' } } }),
);

/** A rule that judges each minute by itself: at `3m` it looks at minute 2. */
const rules = `rules:
  - id: arrival
    enabled: false
    kind: ratio
    of: delivered
    over: settled
    by: [provider]
    window: 1m
    settle: 0
    summary: Delivery through {provider} is {value}
    when: { critical: { below: 90%, for: 1m } }
`;
const series = `    rule: arrival
    series:
      - labels: { provider: telnyx }
        delivered: 100x2 50x2 100x*
        failed: 0x2 50x2 0x*
`;

test('a file of tests runs the rules that it names, on or off, and says which tests passed', async () => {
  const tests = file(
    'good.yaml',
    `${rules}tests:
  - name: fires after a minute
${series}    alerts:
      0m..2m: []
      3m: [{ state: pending, severity: critical, labels: { provider: telnyx }, value: 50% }]
      4m: [{ severity: critical }]
      5m: []
    notices:
      4m: [{ channel: slack, reason: first }]
      5m: [{ kind: resolved }]
`,
  );
  expect(await run('--config', config, tests)).toEqual({
    code: 0,
    stderr: '',
    stdout: `${tests}\n  ✓ fires after a minute\n\n1 passed, 0 failed\n`,
  });
});

test('a test that fails says at which time what was expected and what there is; the command fails', async () => {
  const tests = file(
    'bad.yaml',
    `${rules}tests:
  - name: fires at once
${series}    alerts:
      3m: [{ severity: critical }]
      4m..5m: []
    notices: {}
`,
  );
  expect(await run('--config', config, tests)).toEqual({
    code: 1,
    stderr: '',
    stdout: `${tests}
  ✗ fires at once
      alerts at 3m
        expected  firing critical
        there is  pending critical arrival provider=telnyx 50 % since 3m
      alerts at 4m
        expected  nothing
        there is  firing critical arrival provider=telnyx 50 % since 3m
      notices at 4m
        expected  nothing
        there is  firing critical arrival provider=telnyx first to slack
      … and 1 more

0 passed, 1 failed
`,
  });
});

test('--json tells the same to programs, and a test in TypeScript is one like others', async () => {
  const tests = file(
    'typed.mts',
    `export default { tests: [{ name: 'quiet', series: [{ delivered: '5x3' }], alerts: { '1m': [{}], '2m': [] } }] };`,
  );
  const { code, stdout } = await run('--config', config, '--json', tests);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    passed: 0,
    failed: 1,
    refused: 0,
    files: [
      {
        file: tests,
        errors: [],
        tests: [
          {
            name: 'quiet',
            passed: false,
            errors: [],
            wrong: [{ at: '1m', what: 'alerts', expected: ['firing'], actual: [] }],
          },
        ],
      },
    ],
  });
});

test.each([
  [
    'an amount that is misspelt',
    'series: [{ deliverd: 5x3 }]',
    'tests[0].series[0].deliverd: "deliverd" is not counted; did you mean "delivered"?',
  ],
  ['an amount that is a sum', 'series: [{ settled: 5x3 }]', '"settled" is not counted by itself'],
  ['a series that is none', "series: [{ delivered: '5y3' }]", 'tests[0].series[0].delivered: write values for minutes'],
  [
    'a carrier of nobody',
    'series: [{ labels: { carrier: AT&T } }]',
    'tests[0].series[0].labels: a carrier and an error code',
  ],
  ['a time with seconds', 'alerts: { 90s: [] }', 'write a time such as 25m'],
  ['a key that is misspelt', 'alert: {}', 'tests[0].alert: Unrecognized key: "alert"; did you mean "alerts"?'],
  ['nothing that is expected', 'rule: arrival', 'tests[0].alerts: say what is expected, such as 25m'],
  [
    'a rule that is not there',
    'rule: arival\n    alerts: { 1m: [] }',
    'tests[0].rule: There is no rule "arival". There are: none',
  ],
])('%s is refused, and says where', async (_, text, message) => {
  const tests = file('refused.yaml', `tests:\n  - name: one\n    ${text}\n`);
  const { code, stdout } = await run('--config', config, tests);
  expect(code).toBe(1);
  expect(stdout).toContain(message);
  expect(stdout).toContain('0 passed, 0 failed, 1 file not readable');
});

test('a file that is no YAML, a file of broken rules and one that is not there do not keep the others from running', async () => {
  const broken = file('broken.yaml', 'tests: [');
  const ruled = file('ruled.yaml', `${rules.replace('1m }', 'soon }')}tests: [{ name: one, alerts: { 1m: [] } }]\n`);
  const good = file('quiet.yaml', 'tests: [{ name: quiet, alerts: { 1m: [] } }]');
  const { code, stdout } = await run('--config', config, broken, ruled, join(folder, 'none.yaml'), good);
  expect(code).toBe(1);
  expect(stdout).toContain('rules[0].when.critical.for: write a duration such as 30s, 15m, 2h or 3d');
  expect(stdout).toContain('1 passed, 0 failed, 3 files not readable');
});
