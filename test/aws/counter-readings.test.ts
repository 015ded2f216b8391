import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dynamo } from '../../functions/aws/dynamo.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import type { CounterId } from '../../functions/core/counter.ts';
import { counterKey } from '../../functions/core/counter-key.ts';
import { defaultRetention, expiresAt } from '../../functions/core/retention.ts';
import { hour, minute, second } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { startDynamo } from '../support/dynamo.ts';
import { emptySources } from '../support/readings.ts';

const noon = Date.UTC(2025, 5, 2, 12);
let dynamo: Awaited<ReturnType<typeof startDynamo>>;
beforeAll(async () => {
  dynamo = await startDynamo(['counters']);
});
afterAll(() => dynamo.stop());

describe('the counters as rules read them', () => {
  const read = (now = noon, client: Dynamo = dynamo.client) =>
    createReadings(
      { tenant: 'main', zone: 'UTC', tick: now, minutesComplete: 24 * hour },
      emptySources(historyTable({ client, tableName: 'counters', now: () => now })),
    );

  async function count(id: Omit<CounterId, 'tenant'>, attributes: Record<string, number | string>) {
    const whole = { tenant: 'main', ...id };
    const Item = {
      ...counterKey(whole),
      ...attributes,
      rev: 1,
      '~0123456789': '0',
      expiresAt: expiresAt(whole, defaultRetention) / second,
    };
    await dynamo.client.send(new PutCommand({ TableName: 'counters', Item }));
  }

  test('adds up minutes by value, the end excluded', async () => {
    const at = (start: number, value: string) =>
      ({ dimension: 'carrier', granularity: 'minute', value, start }) as const;
    await count(at(noon, 'telnyx|AT&T'), { 'o.started': 1, 'x.code.40008': 1 });
    await count(at(noon + minute, 'telnyx|AT&T'), { 'o.started': 2, 'o.delivered': 2 });
    await count(at(noon + minute, 'telnyx|Verizon'), { 'o.started': 4 });
    await count(at(noon + 2 * minute, 'telnyx|AT&T'), { 'o.started': 8 });
    expect(await read().sums('carrier', { from: noon, to: noon + 2 * minute })).toEqual(
      new Map([
        ['telnyx|AT&T', { 'o.started': 3, 'o.delivered': 2, 'x.code.40008': 1 }],
        ['telnyx|Verizon', { 'o.started': 4 }],
      ]),
    );
    expect(await read().sums('provider', { from: noon, to: noon + 2 * minute })).toEqual(new Map());
  });

  test('adds up the hours that lie whole inside the range', async () => {
    const at = (start: number) => ({ dimension: 'provider', granularity: 'hour', value: 'telnyx', start }) as const;
    for (let index = 0; index < 4; index += 1) await count(at(noon + index * hour), { 'o.started': 10 ** index });
    const started = async (from: number, to: number) =>
      (await read().hours('provider', { from, to })).reduce(
        (sum, { values }) => sum + (values.get('telnyx')?.['o.started'] ?? 0),
        0,
      );
    expect(await started(noon, noon + 4 * hour)).toBe(1111);
    expect(await started(noon + minute, noon + 3 * hour)).toBe(110);
    expect(await started(noon, noon + 3 * hour - minute)).toBe(11);
    expect(await started(noon + minute, noon + hour)).toBe(0);
  });

  test('leaves out what has expired and is not deleted yet', async () => {
    const id = { dimension: 'country', granularity: 'minute', value: 'US', start: noon } as const;
    await count(id, { 'o.started': 1 });
    const end = expiresAt({ tenant: 'main', ...id }, defaultRetention);
    expect((await read(end - 1).sums('country', { from: noon, to: noon + minute })).size).toBe(1);
    expect((await read(end).sums('country', { from: noon, to: noon + minute })).size).toBe(0);
  });

  test('reads all pages of a minute, and each minute once', async () => {
    const id = (index: number) =>
      ({ dimension: 'campaign', granularity: 'minute', value: `campaign-${index}`, start: noon }) as const;
    const filler = { '~abcdefghij': 'x'.repeat(8000) };
    const ids = Array.from({ length: 200 }, (_, index) => id(index));
    await Promise.all(ids.map((one) => count(one, { 'o.started': 1, ...filler })));
    let queries = 0;
    const counting = new Proxy(dynamo.client, {
      get: (target, name) => {
        if (name !== 'send') return Reflect.get(target, name);
        return (...args: Parameters<typeof target.send>) => {
          queries += 1;
          return target.send(...args);
        };
      },
    });
    const reading = read(noon, counting);
    expect((await reading.sums('campaign', { from: noon, to: noon + minute })).size).toBe(200);
    const pages = queries;
    expect(pages).toBeGreaterThan(1);
    await reading.sums('campaign', { from: noon, to: noon + minute });
    expect(queries).toBe(pages);
  });
});
