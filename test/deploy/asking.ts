import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { path, root, wirewatch } from './command.ts';

/** Of the command line: what it tells of the deployment. */
export function commandLineTells(): void {
  describe('wirewatch', () => {
    test('status says that all is well', async () => {
      expect(await wirewatch('status')).toMatchObject({
        healthy: true,
        problems: [],
        providers: expect.arrayContaining([expect.objectContaining({ provider: 'twilio' })]),
      });
    });

    test('message finds what a person got, and one of them by its id', async () => {
      const { messages } = await wirewatch('message', '+12025550123', '--limit', '2');
      expect(messages).toHaveLength(2);
      expect((await wirewatch('message', messages[0].id)).messages).toEqual([messages[0]]);
    });

    test('top ranks', async () => {
      const { rows } = await wirewatch('top', 'campaign', '--by', 'deliveryRate', '--last', '6h');
      expect(rows[0]).toMatchObject({ value: 'otp', started: 32 });
    });

    test('tail shows what happens until it is interrupted, and ends in order', async () => {
      const args = [join(root, 'cli/wirewatch.ts'), 'tail', '--stage', 'test', '--json'];
      const env = { ...process.env, PATH: path };
      const tail = spawn('node', args, { cwd: import.meta.dirname, env, stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(tail, 'close');
      const [line] = await once(createInterface(tail.stdout), 'line');
      expect(JSON.parse(line)).toMatchObject({ id: expect.any(String), provider: expect.any(String) });
      tail.kill('SIGINT');
      expect(await ended).toEqual([0, null]);
    });
  });
}
