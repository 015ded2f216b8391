import { describe, expect, test } from 'vitest';
import { secretsFrom } from '../../functions/aws/secrets.ts';
import { minute, second } from '../../functions/core/time.ts';

/** Parameters that answer with what `store` holds at the moment, on a clock that only tests move. */
function world(store: Record<string, string | Error> = {}) {
  const reads: string[] = [];
  const clock = { at: 0 };
  const read = async (path: string) => {
    reads.push(path);
    const value = store[path];
    if (value instanceof Error) throw value;
    return value;
  };
  return { store, reads, clock, secret: secretsFrom({ stage: 'prod', read, wall: () => clock.at }) };
}

const path = '/wirewatch/prod/main/twilio';

describe('secrets', () => {
  test('are read from the stage, tenant and name, a value a line', async () => {
    const { secret, reads } = world({ [path]: ' first \r\n\n  AC1=second\n' });
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['first', 'AC1=second'] });
    expect(reads).toEqual([path]);
  });

  test('are remembered for five minutes and no longer', async () => {
    const { secret, reads, clock, store } = world({ [path]: 'old' });
    await secret('main', 'twilio');
    store[path] = 'new';
    clock.at = 5 * minute - 1;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['old'] });
    clock.at = 5 * minute;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['new'] });
    expect(reads).toHaveLength(2);
  });

  test('that are missing or blank are none, looked for again after a minute', async () => {
    const { secret, clock, store } = world({ [path]: ' \n ' });
    expect(await secret('main', 'twilio')).toEqual({ kind: 'none' });
    expect(await secret('main', 'slack')).toEqual({ kind: 'none' });
    store[path] = 'set';
    clock.at = minute - 1;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'none' });
    clock.at = minute;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['set'] });
  });

  test('asked for at the same time are read once', async () => {
    const { secret, reads } = world({ [path]: 'x' });
    await Promise.all([secret('main', 'twilio'), secret('main', 'twilio'), secret('main', 'twilio')]);
    expect(reads).toHaveLength(1);
  });

  test('that cannot be read are served from the last known value', async () => {
    const { secret, clock, store } = world({ [path]: 'last' });
    await secret('main', 'twilio');
    store[path] = new Error('down');
    clock.at = 60 * minute;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['last'] });
    store[path] = 'rotated';
    clock.at += 5 * second;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['rotated'] });
  });

  test('that were never read are unavailable, and the reason names no value', async () => {
    const { secret, store, clock } = world({ [path]: new TypeError('token abc') });
    const answer = await secret('main', 'twilio');
    expect(answer).toEqual({ kind: 'unavailable', why: `${path} cannot be read: TypeError` });
    store[path] = 'back';
    clock.at = 5 * second;
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['back'] });
  });

  test('of one tenant are not those of another', async () => {
    const { secret } = world({ [path]: 'x', '/wirewatch/prod/other/twilio': 'y' });
    expect(await secret('main', 'twilio')).toEqual({ kind: 'known', lines: ['x'] });
    expect(await secret('other', 'twilio')).toEqual({ kind: 'known', lines: ['y'] });
  });
});
