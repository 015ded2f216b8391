import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type BusDeps, takeBusEvent } from '../../functions/bus/take-bus-event.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { day } from '../../functions/core/time.ts';
import { awsSms } from '../../functions/providers/aws-sms/aws-sms.ts';
import type { BusProvider, Parsed } from '../../functions/providers/provider.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { plainTaking, tenant } from '../support/taking.ts';

const now = Date.UTC(2025, 5, 2, 14, 5);
const event = { source: 'aws.pigeons', account: '111122223333', id: 'e-1', detail: { from: '+14155550100' } };

const delivered: Parsed = {
  kind: 'parsed',
  events: [
    {
      kind: 'message',
      provider: 'pigeons',
      id: 'P1',
      channel: 'other',
      status: 'delivered',
      word: 'LANDED',
      account: '111122223333',
    },
  ],
  ignored: ['event Fed'],
};

function setUp(overrides: Partial<BusDeps> = {}, parsed: Parsed = delivered) {
  const journal = memoryJournal();
  const quarantined: { tenant: string; body: string; why: string }[] = [];
  const notes: unknown[][] = [];
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const pigeons: BusProvider = { comesBy: 'bus', source: 'aws.pigeons', parse: () => parsed };
  const deps: BusDeps = {
    tenants: {
      main: tenant({ accounts: ['AC1'] }),
      acme: tenant({ timeZone: 'America/New_York', accounts: ['AC2', '444455556666'] }),
    },
    providers: new Map([['pigeons', pigeons]]),
    journal,
    numberKey: async () => 'number key',
    quarantine: async ({ tenant, body }, why) => {
      quarantined.push({ tenant, body: body.toString(), why });
    },
    noteStatus: async (...note) => {
      notes.push(note);
    },
    ...plainTaking,
    now: () => now,
    metric,
    log,
    ...overrides,
  };
  return { deps, entries: journal.entries, quarantined, notes, log, sums };
}

describe('an event of the bus', () => {
  test('is recorded once, however often it comes', async () => {
    const { deps, entries, sums, notes } = setUp();
    const first = { kind: 'recorded', recorded: 1, duplicates: 0, ignored: ['event Fed'] };
    expect(await takeBusEvent(event, deps)).toEqual(first);
    expect(await takeBusEvent(event, deps)).toEqual({ ...first, recorded: 0, duplicates: 1 });
    expect([...entries.keys()]).toEqual(['main#pigeons#message#P1']);
    expect(sums).toEqual({ [metricNames.webhooksAccepted]: 2, [metricNames.webhooksDuplicate]: 1 });
    expect(notes).toEqual([
      ['main', 'pigeons', { kind: 'accepted', recorded: 1 }],
      ['main', 'pigeons', { kind: 'accepted', recorded: 0 }],
    ]);
  });

  test('says in the log what of it is not counted, and nothing of its content', async () => {
    const { deps, log } = setUp();
    await takeBusEvent(event, deps);
    expect(log.lines).toMatchObject([{ level: 'info', fields: { provider: 'pigeons', what: 'event Fed' } }]);
    expect(JSON.stringify(log.lines)).not.toContain('+1415');
  });

  test('counts when its message was sent, however long it waited in the queue', async () => {
    const { busEvent } = JSON.parse(readFileSync('events/aws-sms/text-delivered.json', 'utf8'));
    const { deps, entries } = setUp({ providers: new Map([['aws-sms', awsSms]]), now: () => now + day });
    await takeBusEvent(busEvent, deps);
    expect([...entries.values()]).toMatchObject([{ startedAt: busEvent.detail.messageRequestTimestamp }]);
  });

  test('belongs to the tenant that has its AWS account', async () => {
    const { deps, entries } = setUp();
    await takeBusEvent({ ...event, account: '444455556666' }, deps);
    expect([...entries.values()]).toMatchObject([{ tenant: 'acme', zone: 'America/New_York' }]);
  });

  test.each([
    ['of no tenant', '999900001111'],
    ['that is a property of every object', 'constructor'],
    ['that is missing', undefined],
  ])('belongs to the first tenant if its account is one %s', async (_, account) => {
    const { deps, entries } = setUp();
    expect(await takeBusEvent({ ...event, account }, deps)).toMatchObject({ kind: 'recorded', recorded: 1 });
    expect([...entries.values()]).toMatchObject([{ tenant: 'main' }]);
  });

  test('is kept whole, and not tried again, if it cannot be read', async () => {
    const { deps, entries, quarantined, sums, log } = setUp({}, { kind: 'malformed', why: 'no messageId' });
    expect(await takeBusEvent(event, deps)).toEqual({ kind: 'malformed', why: 'no messageId' });
    expect(quarantined).toEqual([{ tenant: 'main', body: JSON.stringify(event), why: 'no messageId' }]);
    expect(entries.size).toBe(0);
    expect(sums[metricNames.webhooksMalformed]).toBe(1);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { why: 'no messageId' } }]);
  });

  test.each([
    ['from elsewhere', { source: 'aws.ravens', account: '111122223333' }, 'aws.ravens'],
    ['named like a provider', { source: 'pigeons' }, 'pigeons'],
    ['without a source', { detail: {} }, 'none'],
    ['that is none', null, 'none'],
  ])('%s is logged and left', async (_, stranger, source) => {
    const { deps, entries, log, sums } = setUp();
    expect(await takeBusEvent(stranger, deps)).toEqual({ kind: 'unknown-source', source });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { source } }]);
    expect(entries.size).toBe(0);
    expect(sums).toEqual({});
  });
});

describe('the queue hears of it, and gives it again, when', () => {
  const away = async () => {
    throw new Error('the table is away');
  };
  const contended = { load: async () => undefined, save: async () => false };
  const malformed: Parsed = { kind: 'malformed', why: 'no id' };
  const cases: [string, Partial<BusDeps>, Parsed, string][] = [
    ['the journal is away', { journal: { load: away, save: away } }, delivered, 'the table is away'],
    ['the number key is away', { numberKey: away }, delivered, 'the table is away'],
    ['the quarantine is away', { quarantine: away }, malformed, 'the table is away'],
    ['other writers keep winning', { journal: contended }, delivered, 'the journal cannot take an event of pigeons'],
  ];

  test.each(cases)('%s', async (_, broken, parsed, why) => {
    const { deps, sums } = setUp(broken, parsed);
    await expect(takeBusEvent(event, deps)).rejects.toThrow(why);
    expect(sums[metricNames.webhooksAccepted]).toBeUndefined();
  });
});
