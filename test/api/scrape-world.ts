import { counterStore } from '../../functions/aws/counters-table.ts';
import { historyTable } from '../../functions/aws/history-table.ts';
import { runningTotals, runningTotalsReader } from '../../functions/aws/running-totals-table.ts';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { JournalEvent } from '../../functions/core/journal-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { count } from '../../functions/count/count.ts';
import { apiDeps, askApi } from '../support/api-world.ts';
import { silentLog } from '../support/fakes.ts';
import { startTables } from '../support/tables.ts';

/** The API and `count` on real tables, with a clock of their own. */
export async function scrapeWorld(start: number) {
  const db = await startTables();
  let now = start;
  let sequence = 0;
  const table = { client: db.client, tableName: db.tables.counters, now: () => now };
  const entries = new Map<string, JournalEntry>();
  const batch = (event: JournalEvent) => {
    const before = entries.get(event.id);
    const step = advance(before, event);
    if (step.kind === 'unchanged') throw new Error('the event changes nothing');
    entries.set(event.id, step.entry);
    sequence += 1;
    return { shardId: 'a', changes: [{ sequence: String(sequence), before, after: step.entry }], undecodable: [] };
  };
  const countDeps = {
    store: counterStore(db.client, db.tables.counters, defaultRetention),
    running: runningTotals(table),
    setAside: async () => undefined,
    noteProgress: async () => undefined,
    retention: defaultRetention,
    now: () => now,
    metric: () => undefined,
    log: silentLog,
  };
  const deps = apiDeps({
    now: () => now,
    history: { now: () => now, history: historyTable(table) },
    runningTotals: runningTotalsReader(table),
    act: { alertsOfRule: async () => [] },
    health: {
      providers: async () => [{ provider: 'twilio', lastWebhookAt: now }],
      lastTick: async () => now,
      countLag: async () => 1500,
    },
  });
  return {
    deps,
    stop: db.stop,
    /** Counts an event; what it comes to is delivered twice, as streams do. */
    tell: async (event: JournalEvent) => {
      const told = batch(event);
      for (let times = 0; times < 2; times += 1) await count(told, countDeps);
    },
    goOn: (millis: number) => {
      now += millis;
    },
    now: () => now,
    scrape: async () => (await askApi(deps, '/health/prometheus')).text,
  };
}

/** The samples of a text, by name and labels. */
export function samplesOf(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}
