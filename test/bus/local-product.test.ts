import { readFileSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readFlags } from '../../local/flags.ts';
import { type Product, startProduct } from '../../local/product.ts';
import { readSettings } from '../../local/settings.ts';
import { stateOf } from '../local/support/running-product.ts';

let product: Product;
const failures: unknown[] = [];

beforeAll(async () => {
  product = await startProduct({
    flags: readFlags(['--port', '0']),
    tickSeconds: 60,
    settings: readSettings({}),
    accepted: () => ({ twilio: [], telnyx: [], meta: [], evolution: [], app: [] }),
    print: () => {},
    onFailure: (what, error) => failures.push([what, error]),
  });
});

afterAll(() => product.close());

test('on one machine, an event of a provider on the bus is counted like one of a webhook', async () => {
  const { busEvent } = JSON.parse(readFileSync('events/aws-sms/text-delivered.json', 'utf8'));
  const detail = { ...busEvent.detail, eventTimestamp: Date.now(), messageRequestTimestamp: Date.now() - 3000 };
  const entry = { Source: busEvent.source, DetailType: busEvent['detail-type'], Detail: JSON.stringify(detail) };
  await new EventBridgeClient().send(new PutEventsCommand({ Entries: [entry, entry] }));
  await vi.waitFor(async () => expect(await countsOf('total', 'all')).toMatchObject({ 'o.delivered': 1 }), 10_000);
  expect(await countsOf('provider', 'aws-sms')).toMatchObject({
    'o.started': 1,
    'o.delivered': 1,
    'o.costMicros': 8810,
  });
  expect(await countsOf('carrier', 'aws-sms|T-Mobile')).toMatchObject({ 'o.delivered': 1 });
  expect(await countsOf('campaign', 'spring-promo')).toMatchObject({ 'o.delivered': 1 });
  expect(await stateOf(product.url)).toMatchObject({
    providers: [{ provider: 'aws-sms' }],
    waiting: { bus: 0, deadLetters: 0 },
  });
  expect(failures).toEqual([]);
});

async function countsOf(dimension: string, value: string) {
  const { counts } = await stateOf(product.url);
  return counts.find((one) => one.dimension === dimension && one.value === value)?.measures;
}
