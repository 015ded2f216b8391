import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'wirewatch-check-'));

function check(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const command = ['cli/wirewatch.ts', 'rules', 'check', ...args];
    const child = execFile(process.execPath, command, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const rule = {
  id: 'arrival',
  kind: 'ratio',
  of: 'delivered',
  over: 'settled',
  by: ['provider'],
  summary: 'Delivery through {provider} is {value}',
  when: { critical: { below: '90%', for: '5m' } },
};
const broken = { rules: [rule, { ...rule, id: 'thin', windw: '5m', when: { critical: { below: 'ninety' } } }] };

test('a configuration without mistakes has its rules listed, and those that are off are named so', async () => {
  const config = file('good.json', JSON.stringify({ rules: [rule, { ...rule, id: 'later', enabled: false }] }));
  expect(await check('--config', config)).toEqual({
    code: 0,
    stderr: '',
    stdout: 'arrival  ratio  critical\nlater    ratio  critical  (off)\n\n2 rules, no errors\n',
  });
});

test('the configuration of the working directory is checked where none is named', async () => {
  const { code, stdout } = await check('--json');
  expect(code).toBe(0);
  const { rules, errors } = JSON.parse(stdout);
  expect(rules).toContainEqual(expect.objectContaining({ id: 'delivery-by-provider', kind: 'ratio', enabled: true }));
  expect(errors).toEqual([]);
});

test('every mistake is a line with its path, what to write, and its rule; the command fails', async () => {
  expect(await check('--config', file('broken.json', JSON.stringify(broken)))).toEqual({
    code: 1,
    stderr: '',
    stdout: `rules[1].when.critical.below: write a share such as 90% or 0.9 (rule thin)
rules[1].windw: Unrecognized key: "windw"; did you mean "window"? (rule thin)

2 errors
`,
  });
});

test('--json says the same, of a configuration in TypeScript too', async () => {
  const config = file('broken.mts', `export default ${JSON.stringify(broken)};`);
  const { code, stdout } = await check('--config', config, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    rules: [],
    errors: [
      { path: 'rules[1].when.critical.below', message: 'write a share such as 90% or 0.9', rule: 'thin' },
      { path: 'rules[1].windw', message: 'Unrecognized key: "windw"; did you mean "window"?', rule: 'thin' },
    ],
  });
});

test.each([
  ['that is not there', join(folder, 'none.json'), /There is no .*none\.json/],
  ['that is no JSON', file('text.json', '{ rules: '), /text\.json cannot be read: /],
  ['that throws', file('throws.mts', "throw new Error('no luck');"), /throws\.mts cannot be read: no luck/],
])('a file %s is an error like others', async (_, config, message) => {
  const { code, stdout } = await check('--config', config, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ rules: [], errors: [{ path: '', message: expect.stringMatching(message) }] });
});
