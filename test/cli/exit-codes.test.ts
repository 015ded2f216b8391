import { execFile } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startActStage } from './act-stage.ts';

let stage: Awaited<ReturnType<typeof startActStage>>;
beforeEach(async () => {
  stage = await startActStage({});
});
afterEach(() => stage.stop());

function wirewatch(args: readonly string[]): Promise<{ code: number; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['cli/wirewatch.ts', ...args], (_error, _stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stderr }),
    );
  });
}

describe('a script can tell whether things are as it asked', () => {
  test.each([
    { answer: { kind: 'done', changes: [], unchanged: [] }, args: ['ack', '7f3a9c'], code: 0 },
    { answer: { kind: 'unchanged', why: 'it is not snoozed' }, args: ['wake', '7f3a9c'], code: 0 },
    { answer: { kind: 'unchanged', why: 'it does not fire any more' }, args: ['snooze', '7f', '--for', '2h'], code: 1 },
    { answer: { kind: 'refused', why: 'no alert that fires has such an id' }, args: ['ack', '7f3a9c'], code: 1 },
  ])('$answer.kind after $args: exit code $code', async ({ answer, args, code }) => {
    stage.answer = answer;
    expect((await wirewatch([...args, '--as', 'anna'])).code).toBe(code);
    expect(stage.asked).toHaveLength(1);
  });

  test.each([
    { args: ['ack', '7f3a9c', '--for', '0m'], says: 'Write a duration that is longer than none' },
    { args: ['comment', '7f3a9c', 'x', '--tenant', 'nobody'], says: '"nobody" is no tenant; there are: main' },
    { args: ['alerts', '--stage', 'pord'], says: '"pord" is no stage; there are: prod' },
  ])('$args: exit code 1, and what to write instead', async ({ args, says }) => {
    const { code, stderr } = await wirewatch(args);
    expect(code).toBe(1);
    expect(stderr).toContain(says);
    expect(stage.asked).toEqual([]);
  });
});
