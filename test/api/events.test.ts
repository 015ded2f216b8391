import { describe, expect, test } from 'vitest';
import { reportsSchema } from '../../functions/api/answers/messages.ts';
import type { Gauge } from '../../functions/core/gauge.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { type ReportDeps, takeReports } from '../../functions/ingest/take-reports.ts';
import { adminToken, apiDeps, askApi, testToken } from '../support/api-world.ts';
import { metricSums, rememberingLog } from '../support/fakes.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { plainTaking, tenant } from '../support/taking.ts';

const now = Date.UTC(2026, 10, 21, 12);
const sent = { type: 'message', provider: 'telnyx', messageId: 'm-1', status: 'sent', to: '+14155550123' };
const skip = { type: 'skip', id: 's-1', reason: 'quiet-hours', count: 3 };
const gauge = { type: 'gauge', name: 'outbound-queue', value: 12 };

function setUp(overrides: Partial<ReportDeps> = {}, scope: 'ingest' | 'read' = 'ingest') {
  const journal = memoryJournal();
  const gauges: Gauge[] = [];
  const quarantined: string[] = [];
  const notes: unknown[][] = [];
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const taking: ReportDeps = {
    tenants: { main: tenant() },
    journal,
    numberKey: async () => 'number key',
    quarantine: async (_, why) => void quarantined.push(why),
    noteStatus: async (...note) => void notes.push(note),
    ...plainTaking,
    saveGauge: async (one) => void gauges.push(one),
    now: () => now,
    metric,
    log,
    ...overrides,
  };
  const deps = apiDeps({
    takeReports: (of: string, body: unknown) => takeReports(of, body, taking),
    access: { token: async () => testToken(adminToken, { scopes: [scope] }) },
  });
  const report = (body: unknown) =>
    askApi(deps, '/v1/events', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return { report, entries: journal.entries, gauges, quarantined, notes, log, sums };
}

describe('what the application reports by a token', () => {
  test('is recorded once, however often it is sent', async () => {
    const { report, entries, gauges, notes, sums } = setUp();
    const first = await report({ events: [sent, skip, gauge] });
    expect([first.status, reportsSchema.parse(first.body)]).toEqual([
      200,
      { recorded: 2, repeated: 0, gauges: 1, notTaken: [] },
    ]);
    expect((await report({ events: [sent, skip] })).body).toMatchObject({ recorded: 0, repeated: 2 });
    expect([...entries.keys()]).toEqual(['main#telnyx#message#m-1', 'main#app#activity#s-1']);
    expect(gauges).toMatchObject([{ tenant: 'main', name: 'outbound-queue', value: 12, at: now }]);
    expect(notes[0]).toEqual(['main', 'app', { kind: 'accepted', recorded: 2 }]);
    expect(sums).toMatchObject({ [metricNames.webhooksAccepted]: 2, [metricNames.webhooksDuplicate]: 2 });
  });

  test('is left out where it cannot be read or counted, with its place and why, and costs no other event', async () => {
    const { report, entries, quarantined } = setUp();
    const { status, body } = await report({
      events: [{ ...sent, status: 'lost' }, sent, { type: 'count', id: 'c-1', name: 'unheard-of' }, { type: 'song' }],
    });
    expect([status, body.recorded, entries.size]).toEqual([200, 1, 1]);
    expect(body.notTaken).toEqual([
      'unreadable events[0] status: no status of a message',
      'event song',
      "not listed: add 'unheard-of' to reports.counts of the configuration",
    ]);
    expect(quarantined).toHaveLength(1);
  });

  test.each([
    ['none of it can be read', { events: [{ ...sent, to: 'bob' }] }, 422, 'events[0] to: no number such as +1415'],
    ['there is no list', { event: sent }, 400, 'events: '],
    ['the list is empty', { events: [] }, 400, 'write at least one event'],
    ['there are too many', { events: Array.from({ length: 1001 }, () => ({})) }, 400, 'write 1,000 events at most'],
  ])('is refused if %s, and says what to change', async (_, body, status, says) => {
    const { report, entries } = setUp();
    const answer = await report(body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(says)]);
    expect(entries.size).toBe(0);
  });

  const away = async () => {
    throw new Error('the table is away');
  };
  test.each<[string, Partial<ReportDeps>]>([
    ['the journal is away', { journal: { load: away, save: away } }],
    ['the number key is away', { numberKey: away }],
    ['gauges are away', { saveGauge: away }],
    ['other writers keep winning', { journal: { load: async () => undefined, save: async () => false } }],
  ])('is to be sent again when %s', async (_, broken) => {
    const { report, log } = setUp(broken);
    const { status, headers } = await report({ events: [sent, gauge] });
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect(log.lines).toMatchObject([{ level: 'error', message: 'reports not recorded' }]);
  });

  test('leaves no number in the log', async () => {
    const { report, log } = setUp();
    await report({ events: [sent, { ...sent, from: 7 }] });
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toContain('+1415');
  });

  test('needs a token that may report', async () => {
    const { status, body } = await setUp({}, 'read').report({ events: [sent] });
    expect([status, body.detail]).toEqual([403, expect.stringContaining('ingest')]);
  });
});
