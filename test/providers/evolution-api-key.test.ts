import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { type SpilledRequest, spilledText } from '../../functions/core/spilled-request.ts';
import { type IngestDeps, ingest } from '../../functions/ingest/ingest.ts';
import { evolution } from '../../functions/providers/evolution/evolution.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { plainTaking, tenant } from '../support/taking.ts';

const apiKey = '429683C4C977415CAAFCCE10F7D57E11';
const delivered = {
  event: 'messages.update',
  instance: 'main',
  data: { keyId: '3EB01', status: 'READ' },
  apikey: apiKey,
};
const broken = async () => {
  throw new Error('away');
};

/** Sends a body to ingest. @returns whatever is kept of it anywhere, as one text */
async function keptOf(body: string, overrides: Partial<IngestDeps> = {}): Promise<string> {
  const entries = new Map<string, JournalEntry>();
  const kept: unknown[] = [];
  const log = rememberingLog();
  const deps: IngestDeps = {
    tenants: { main: tenant() },
    secret: async () => ({ kind: 'known', lines: ['header:x-key=secret'] }),
    journal: {
      load: async (key) => entries.get(key),
      save: async (entry) => {
        entries.set(entry.key, entry);
        return true;
      },
    },
    numberKey: async () => 'number key',
    quarantine: async (origin, why) => {
      kept.push({ ...origin, body: origin.body.toString() }, why);
    },
    spill: async (request: SpilledRequest) => {
      kept.push(spilledText(request), request.request.body.toString());
    },
    noteStatus: async (...note) => {
      kept.push(note);
    },
    ...plainTaking,
    now: () => 0,
    wall: () => 0,
    metric: metricSums().metric,
    log,
    ...overrides,
  };
  const headers = { 'x-key': 'secret', 'content-type': 'application/json' };
  const request = { method: 'POST', urls: ['https://h.example/'], headers, body: Buffer.from(body) };
  await ingest({ provider: 'evolution', tenant: 'main', request }, deps);
  return JSON.stringify([...kept, ...entries.values(), log.lines]);
}

describe('the API key that the gateway puts into every body', () => {
  const text = JSON.stringify(delivered);
  const away = { load: broken, save: broken };

  test.each([
    ['the journal', text, {}, '3EB01'],
    ['the quarantine', text.replace('"event"', '"evnt"'), {}, 'no webhook of the Evolution API'],
    ['the quarantine, of a body that is cut off within it', text.slice(0, -10), {}, 'no webhook of the Evolution API'],
    ['the spill queue', text, { journal: away }, 'spilled'],
    ['the spill queue, unverified', text, { secret: broken }, 'spilled'],
    ['the log, when nothing else takes it', text, { journal: away, spill: broken }, 'lost'],
    ['the log, of an event that is not counted', text.replace('messages.update', 'qrcode.updated'), {}, 'qrcode'],
    ['the log, of a refused request', text, { secret: async () => ({ kind: 'none' }) as const }, 'no-secret'],
  ])('does not reach %s', async (_, body, overrides, reached) => {
    const kept = await keptOf(body, overrides);
    expect(kept).toContain(reached);
    expect(kept).not.toContain(apiKey.slice(0, 12));
  });

  test.each([
    ['{"apikey":"KEY","a":"é"}', '{"apikey":"redacted","a":"é"}'],
    ['{"a":{"apikey" :\n "KEY"}}', '{"a":{"apikey" :\n "redacted"}}'],
    ['{"apikey":"K\\"EY","a":1}', '{"apikey":"redacted","a":1}'],
    ['{"apikey":"KE', '{"apikey":"redacted"'],
    ['{"apikey":"KE\\', '{"apikey":"redacted"'],
    ['{"apiKey":123}', '{"apiKey":"redacted"}'],
    ['"{\\"apikey\\":\\"KEY\\"}"', '"{\\"apikey\\":"redacted"'],
    ['{"apikeys":"x","note":"apikey"}', '{"apikeys":"x","note":"apikey"}'],
  ])('is taken out of %j', (body, redacted) => {
    expect(evolution.redact?.(Buffer.from(body)).toString()).toBe(redacted);
  });

  test('is taken out without a change of any other byte, and quickly however long the body', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"apikey":"KEY","x":"'),
      Buffer.from([0xff, 0xfe, 0x00]),
      Buffer.from('"}'),
    ]);
    const redacted = evolution.redact?.(bytes);
    expect(redacted?.toString('latin1')).toBe(bytes.toString('latin1').replace('KEY', 'redacted'));
    for (const long of [`{"apikey":"${'a'.repeat(4e6)}`, `{"apikey":"${'\\'.repeat(4e6)}`, '"apikey":'.repeat(4e5)]) {
      const start = performance.now();
      evolution.redact?.(Buffer.from(long));
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
