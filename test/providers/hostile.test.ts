import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportName } from '../../functions/core/activity/report-names.ts';
import { advance } from '../../functions/core/advance.ts';
import { contributions } from '../../functions/core/contributions.ts';
import { journalEntrySchema } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import { busProviders, webhookProviders } from '../../functions/providers/index.ts';
import type { Parsed } from '../../functions/providers/provider.ts';
import { start } from '../support/events.ts';
import { fixtures, requestOf } from '../support/fixtures.ts';
import { hostileForm, hostileJson } from '../support/hostile.ts';

const { requests, busEvents } = fixtures();
const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', receivedAt: start, fromWall: (at: number) => at };
const isJson = (text: string) => /^\s*[[{]/.test(text);

/** Whatever was parsed can be written, counted, and read back by those who count. */
function expectUsable(parsed: Parsed): void {
  if (parsed.kind === 'malformed') {
    expect(parsed.why).not.toBe('');
    return;
  }
  for (const what of parsed.ignored) expect(what.length).toBeLessThan(100);
  for (const { name, value, at = start } of parsed.gauges ?? []) {
    expect(name).toMatch(reportName);
    expect(Math.abs(value)).toBeLessThanOrEqual(1e15);
    expect(Number.isSafeInteger(at)).toBe(true);
  }
  for (const event of parsed.events.flatMap((one) => toJournalEvents(one, context))) {
    const step = advance(undefined, event);
    if (step.kind !== 'changed') throw new Error('the first event of an entry always changes it');
    expect(journalEntrySchema.parse(JSON.parse(JSON.stringify(step.entry)))).toEqual(step.entry);
    expect(Buffer.byteLength(step.entry.key)).toBeLessThan(1500);
    expect(JSON.stringify(step.entry).length).toBeLessThan(10_000);
    for (const { measures, value } of contributions(step.entry).values()) {
      expect(Object.values(measures).every(Number.isSafeInteger)).toBe(true);
      expect(Buffer.byteLength(value)).toBeLessThan(500);
    }
  }
}

describe.each(requests.filter(({ expect }) => expect.verdict === 'authentic'))('$provider/$name, bent', (fixture) => {
  const provider = webhookProviders.get(fixture.provider);

  test('has an outcome that can be used, whatever is in it', () => {
    const body = isJson(fixture.body) ? hostileJson(fixture.body) : hostileForm(fixture.body);
    const url = fixture.method === 'GET' ? hostileForm(fixture.url.split('?')[1] ?? '') : fc.constant('');
    fc.assert(
      fc.property(body, url, (text, query) => {
        const called = query === '' ? fixture.url : `${fixture.url.split('?')[0]}?${query}`;
        const parsed = provider?.parse(requestOf({ ...fixture, body: text, url: called }), called);
        if (!parsed) throw new Error('no such provider');
        expectUsable(parsed);
      }),
      { numRuns: 100 },
    );
  });
});

describe.each([...webhookProviders])('%s', (_, provider) => {
  test('has an outcome for any bytes under any content type', () => {
    const type = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', '');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), type, (bytes, contentType) => {
        const url = 'https://hooks.example.com/webhooks/any?campaign=%E0%A4%A';
        const headers = { 'content-type': contentType };
        expectUsable(provider.parse({ method: 'POST', urls: [url], headers, body: Buffer.from(bytes) }, url));
      }),
    );
  });
});

describe.each(busEvents)('$provider/$name, bent', (fixture) => {
  test('has an outcome that can be used, whatever is in it', () => {
    fc.assert(
      fc.property(hostileJson(JSON.stringify(fixture.busEvent)), (text) => {
        const parsed = busProviders.get(fixture.provider)?.parse(isJson(text) ? tryJson(text) : text);
        if (!parsed) throw new Error('no such provider');
        expectUsable(parsed);
      }),
      { numRuns: 100 },
    );
  });
});

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
