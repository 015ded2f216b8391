import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startApiStage } from './api-stage.ts';

const status = {
  now: '2026-11-21T19:15:00.000Z',
  healthy: true,
  problems: [],
  evaluation: { rules: 57, shards: 1 },
  countLagMs: 0,
  providers: [],
  alerts: { firing: 0, untold: 0 },
};
const refusal = { type: 'about:blank', title: 'Not Found', status: 404, detail: 'tenant: there is no "x"' };

let stage: Awaited<ReturnType<typeof startApiStage>>;
beforeEach(async () => {
  stage = await startApiStage();
  stage.answer = { status: 200, value: status };
});
afterEach(() => stage.stop());

type Ended = { code: number; stdout: string; stderr: string };
type Colours = { FORCE_COLOR?: string; NO_COLOR?: string };

function wirewatch(args: readonly string[], { FORCE_COLOR, NO_COLOR }: Colours = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { ...process.env, FORCE_COLOR, NO_COLOR };
    const child = execFile(process.execPath, ['cli/wirewatch.ts', ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('a script can tell how things are', () => {
  test.each([
    { name: 'healthy', answer: { status: 200, value: status }, code: 0 },
    { name: 'not healthy', answer: { status: 200, value: { ...status, healthy: false } }, code: 1 },
    {
      name: 'refused',
      answer: { status: 404, value: refusal },
      code: 1,
      says: 'Not answered: tenant: there is no "x"\n',
    },
    { name: 'no answer', answer: { status: 502, value: 'gone' }, code: 1, says: 'answered with status 502' },
  ])('$name: exit code $code', async ({ answer, code, says }) => {
    stage.answer = answer;
    const ended = await wirewatch(['status']);
    expect(ended.code).toBe(code);
    if (says === undefined) expect(ended.stderr).toBe('');
    else expect(ended.stderr).toContain(says);
  });
});

test('colours are for terminals: not in a pipe, and not where somebody wants none', async () => {
  const colour = '\u001b[';
  expect((await wirewatch(['status'])).stdout).not.toContain(colour);
  expect((await wirewatch(['status'], { FORCE_COLOR: '1' })).stdout).toContain(colour);
  expect((await wirewatch(['status'], { NO_COLOR: '1' })).stdout).not.toContain(colour);
  expect((await wirewatch(['status', '--json'], { FORCE_COLOR: '1' })).stdout).not.toContain(colour);
}, 60_000);
