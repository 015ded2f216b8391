import { beforeAll, expect, test } from 'vitest';
import { createMetrics } from '../../functions/aws/metrics.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import type { EmitMetric } from '../../functions/core/metric-names.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { count, type JournalChange } from '../../functions/count/count.ts';
import { noteTaken } from '../../functions/ingest/note-taken.ts';
import { takeEvents } from '../../functions/ingest/take-events.ts';
import { busyMix } from '../support/busy-mix.ts';
import { type Emf, emfOf } from '../support/emf.ts';
import { start } from '../support/events.ts';
import { noRunning, silentLog } from '../support/fakes.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { plainTaking, tenant } from '../support/taking.ts';

const webhooks = 10_000;
/** CloudWatch asks $0.30 a month for each: $60 for a team with all five providers, an application that reports, and eight carriers. */
const seriesBudget = 200;

let ingested: Emf;
let byOne: Emf;
let byThousand: Emf;

beforeAll(async () => {
  const changes: JournalChange[] = [];
  ingested = await emfOf(async () => ingestAll(changes));
  byOne = await emfOf(() => countAll(changes, 1));
  byThousand = await emfOf(() => countAll(changes, 1000));
}, 120_000);

/** Each event is a webhook of its own. */
async function ingestAll(changes: JournalChange[]): Promise<void> {
  const metric = createMetrics('ingest');
  const deps = { ...plainTaking, journal: streamed(changes), numberKey: async () => 'key', quarantine, metric };
  for (const event of busyMix(webhooks)) {
    const { provider, at = start } = event;
    const origin = { tenant: 'main', settings: tenant(), provider, receivedAt: at + 300, body: Buffer.alloc(0) };
    const taken = await takeEvents({ kind: 'parsed', events: [event], ignored: [] }, origin, deps);
    if (taken.kind !== 'recorded') throw new Error(`an event of ${provider} was not recorded`);
    await noteTaken(taken, { what: 'webhook', provider, tenant: 'main' }, { noteStatus, metric, log: silentLog });
  }
}

const quarantine = async () => undefined;
const noteStatus = async () => undefined;

/** A journal in memory that tells its changes. */
function streamed(changes: JournalChange[]) {
  const journal = memoryJournal();
  const save = async (after: JournalEntry) => {
    const before = journal.entries.get(after.key);
    changes.push({ sequence: String(changes.length + 1), before, after });
    return journal.save(after);
  };
  return { load: journal.load, save };
}

async function countAll(changes: readonly JournalChange[], batch: number): Promise<void> {
  const metric: EmitMetric = createMetrics('count');
  for (let at = 0; at < changes.length; at += batch) {
    await count(
      { shardId: 'a', changes: changes.slice(at, at + batch), undecodable: [] },
      {
        store: { add: async () => true, mark: async () => undefined },
        setAside: async () => undefined,
        running: noRunning,
        noteProgress: async () => undefined,
        retention: defaultRetention,
        now: () => start,
        metric,
        log: silentLog,
      },
    );
  }
}

test('all providers and 12 carriers together make at most 200 series', () => {
  const all = new Set([...ingested.series, ...byOne.series, ...byThousand.series]);
  expect(all.size).toBeGreaterThan(50);
  expect(all.size).toBeLessThanOrEqual(seriesBudget);
});

test('the size of a batch does not change which series there are', () => {
  expect(byThousand.series).toEqual(byOne.series);
});

test('carriers outside our list, campaigns, users, numbers, countries and codes have no series', () => {
  expect([...byOne.values.keys()].toSorted()).toEqual(['carrier', 'provider', 'service', 'status']);
  expect([...ingested.values.keys()].toSorted()).toEqual(['provider', 'service']);
  const carriers = ['AT&T', 'Bandwidth', 'Bell', 'Rogers', 'T-Mobile', 'Telus', 'US Cellular', 'Verizon', 'other'];
  expect([...(byOne.values.get('carrier') ?? [])].toSorted()).toEqual(carriers);
  const providers = ['aws-sms', 'evolution', 'meta', 'telnyx', 'twilio'];
  expect([...(byOne.values.get('provider') ?? [])].toSorted()).toEqual(providers);
  expect([...(byOne.values.get('status') ?? [])].filter((status) => /\d|^campaign|^user/.test(status))).toEqual([]);
});

test('a webhook costs at most 900 bytes of metrics if it is counted alone, and at most 300 in batches of 1,000', () => {
  expect((ingested.bytes + byOne.bytes) / webhooks).toBeLessThanOrEqual(900);
  expect((ingested.bytes + byThousand.bytes) / webhooks).toBeLessThanOrEqual(300);
});
