import { expect, test } from 'vitest';
import { day, minute } from '../../functions/core/time.ts';
import { type CountDeps, count, type JournalChange } from '../../functions/count/count.ts';
import { backtest } from '../../functions/evaluate/backtest.ts';
import { recordEvent } from '../../functions/ingest/record-event.ts';
import { noRunning, silentLog } from '../support/fakes.ts';
import { goldenConfig } from '../support/golden-rules.ts';
import { incidentMonth, incidentsFrom } from '../support/incident-month.ts';
import { liveEvaluation } from '../support/live-evaluation.ts';
import { memoryCounters } from '../support/memory-counters.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { emptySources } from '../support/readings.ts';

const days = Number(process.env.GOLDEN_DAYS ?? (process.env.CI === 'true' ? 31 : 4));
const { rules, retention, tenants } = goldenConfig;
const to = incidentsFrom + days * day;
/** Needs weeks. */
const slowToLearn = ['baseline'];

/** Takes messages through the journal and the counters as their time goes by, and evaluates every minute. */
async function live() {
  const clock = { now: incidentsFrom };
  const store = memoryCounters({ now: () => clock.now, retention });
  const evaluation = liveEvaluation(goldenConfig, store);
  const deps: CountDeps = {
    store,
    setAside: async () => undefined,
    running: noRunning,
    noteProgress: async () => undefined,
    retention,
    now: () => clock.now,
    metric: () => undefined,
    log: silentLog,
  };
  const changes: JournalChange[] = [];
  const journal = rememberingJournal(changes);
  for (const { at, events } of incidentMonth(days)) {
    for (const event of events) await recordEvent(event, journal);
    clock.now = at + minute;
    if (changes.length > 0) await count({ shardId: 'shard', changes: changes.splice(0), undecodable: [] }, deps);
    if (clock.now < to) await evaluation.run(clock.now);
  }
  return { ...evaluation, store };
}

/** A journal that tells its changes, and forgets what has ended. */
function rememberingJournal(changes: JournalChange[]) {
  const journal = memoryJournal();
  let sequence = 0;
  const save: typeof journal.save = async (entry) => {
    const before = journal.entries.get(entry.key);
    const saved = await journal.save(entry);
    if (!saved) return false;
    sequence += 1;
    changes.push({ sequence: String(sequence), before, after: entry });
    if (before) journal.entries.delete(entry.key);
    return true;
  };
  return { load: journal.load, save };
}

test(`live evaluation of ${days} days and the backtest over their buckets give byte-equal transitions and notices`, {
  timeout: 600_000,
}, async () => {
  const evaluated = await live();
  expect(evaluated.failures).toEqual([]);
  const zone = tenants.main?.timeZone ?? '';
  const range = { from: incidentsFrom + minute, to };
  for (const { id } of rules) {
    const found = await backtest(
      { config: goldenConfig, stage: 'test', tenant: 'main', zone, rule: id, range },
      {
        sources: emptySources(evaluated.store),
        now: () => to,
        signal: new AbortController().signal,
        progress: () => undefined,
      },
    );
    if (found.kind !== 'done') throw new Error(JSON.stringify(found));
    const happened = evaluated.transitions.filter(({ rule }) => rule === id);
    expect(JSON.stringify(found.story.transitions)).toBe(JSON.stringify(happened));
    const told = evaluated.told.filter(({ rule }) => rule === id);
    expect(found.story.notices.map(({ at, channel, reason }) => ({ at, rule: id, channel, reason }))).toEqual(told);
    if (days >= 28 || !slowToLearn.includes(id)) expect([id, found.story.firings]).not.toEqual([id, 0]);
    if (process.env.GOLDEN_SHOW)
      console.log(id, found.story.firings, found.story.firingMinutes, found.reads, found.notes);
  }
});
