import type { WebhookRequest } from '../functions/core/webhook.ts';
import { webhookProviders } from '../functions/providers/index.ts';
import type { Row } from './table.ts';

const size = 64 * 1024;
const url = 'https://hooks.example.com/webhooks/any';

/** Bodies of 64 KiB that somebody who can sign might send to keep a function busy. */
const bodies: Readonly<Record<string, string>> = {
  'arrays in arrays': '['.repeat(size),
  'arrays in arrays, closed': '['.repeat(size / 2) + ']'.repeat(size / 2),
  'objects in objects': `${'{"data":'.repeat(size / 9)}1${'}'.repeat(size / 9)}`,
  'one long number': `{"data":{"event_type":"message.sent","payload":{"id":${'9'.repeat(size)}}}}`,
  'many names': `{${Array.from({ length: 5000 }, (_, index) => `"k${index}":1`).join()}}`,
  'prototype names': `[${'{"__proto__":{"constructor":1}},'.repeat(size / 33)}1]`,
  'many unknown events': `[${'{"specversion":"1.0","type":"x","data":{}},'.repeat(size / 42)}1]`,
  'many statuses': metaBatch(600),
  'many parameters': 'a=1&'.repeat(size / 4),
  'escaped parameters': `MessageSid=${'%F0%9F%8E%89'.repeat(size / 12)}`,
  'one repeated parameter': 'MessageStatus=sent&'.repeat(size / 19),
};

function metaBatch(count: number): string {
  const status = { id: 'wamid.1', status: 'sent', timestamp: '1748873101', recipient_id: '13125550123' };
  const value = { metadata: {}, statuses: Array.from({ length: count }, () => status) };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
}

/** The longest that any of them takes a provider's parser, in milliseconds. The goal is 5. */
export async function hostileRows(): Promise<Row[]> {
  return [...webhookProviders].map(([name, { parse }]) => {
    const costs = Object.entries(bodies).map(([what, body]) => ({ what, value: slowestParse(parse, body) }));
    const [slowest = { what: 'none', value: 0 }] = costs.toSorted((a, b) => b.value - a.value);
    const label = `${name}: slowest parse of a hostile body of 64 KiB (${slowest.what})`;
    return { name: label, value: slowest.value, unit: 'ms', goal: 'at most 5', command: 'npm run bench -- hostile' };
  });
}

type Parse = (request: WebhookRequest, url: string) => unknown;

/** The median of some runs: what the body costs, not what the machine was doing. */
function slowestParse(parse: Parse, body: string): number {
  const types = ['application/json', 'application/x-www-form-urlencoded'];
  const costs = types.map((type) => {
    const times = Array.from({ length: 15 }, () => timeOf(parse, { 'content-type': type }, Buffer.from(body)));
    return times.toSorted((a, b) => a - b)[7] ?? Number.NaN;
  });
  return Math.max(...costs);
}

function timeOf(parse: Parse, headers: Record<string, string>, body: Buffer): number {
  const start = performance.now();
  parse({ method: 'POST', urls: [url], headers, body }, url);
  return performance.now() - start;
}
