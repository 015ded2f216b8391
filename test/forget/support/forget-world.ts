import { recountHour } from '../../../functions/audit/recount.ts';
import { recountUsers } from '../../../functions/audit/recount-users.ts';
import { auditTable } from '../../../functions/aws/audit-table.ts';
import { consentReader, consentRemover, consentWriter } from '../../../functions/aws/consent-table.ts';
import { counterStore } from '../../../functions/aws/counters-table.ts';
import { journalIndex } from '../../../functions/aws/journal-index.ts';
import { journalTable } from '../../../functions/aws/journal-table.ts';
import { difference } from '../../../functions/core/contributions.ts';
import type { JournalEntry } from '../../../functions/core/journal-entry.ts';
import type { JournalEvent } from '../../../functions/core/journal-event.ts';
import { identifyNumber } from '../../../functions/core/phone.ts';
import { defaultRetention } from '../../../functions/core/retention.ts';
import { day, hour } from '../../../functions/core/time.ts';
import { applyCounter } from '../../../functions/count/apply-counter.ts';
import type { ForgetRequestDeps } from '../../../functions/forget/forget-request.ts';
import { recordEvent } from '../../../functions/ingest/record-event.ts';
import { start } from '../../support/events.ts';
import { rememberingLog } from '../../support/fakes.ts';
import type { startTables } from '../../support/tables.ts';

const number = '+14155550123';
export const person = identifyNumber(number, 'key');

/** The journal and counters in DynamoDB; what is written is counted at once. */
export function forgetWorld({ client, tables }: Awaited<ReturnType<typeof startTables>>, tenant: string) {
  const state = { client, tableName: tables.state };
  const counters = counterStore(client, tables.counters, defaultRetention);
  const journal = journalTable(client, tables.journal, defaultRetention, () => start);
  const index = journalIndex({ client, tableName: tables.journal });
  let sequence = 0;
  const counting = {
    load: journal.load,
    save: async (entry: JournalEntry) => {
      const before = await journal.load(entry.key);
      if (!(await journal.save(entry))) return false;
      sequence += 1;
      const at = String(sequence).padStart(40, '0');
      for (const counter of difference(before, entry).values()) {
        await applyCounter(counter, '~0123456789', [{ sequence: at, measures: counter.measures }], counters);
      }
      return true;
    },
  };
  const log = rememberingLog();
  const deps: ForgetRequestDeps = {
    journal: counting,
    ofPerson: index.ofPerson,
    consent: consentReader(state),
    removeConsent: consentRemover(state),
    countLag: async () => 0,
    numberKey: async () => 'key',
    retention: defaultRetention,
    now: () => start + hour,
    log,
  };
  const audit = { ...auditTable({ client, tableName: tables.counters, retention: defaultRetention }), ...index };
  const recountDeps = { ...audit, pause: async () => {}, retention: defaultRetention, now: () => start + 2 * day };
  return {
    deps,
    log,
    record: async (...events: JournalEvent[]) => {
      for (const event of events) {
        await recordEvent({ ...event, tenant, key: event.key.replace('main', tenant) }, counting);
      }
    },
    entries: () => all(index.startedIn(tenant, start - (start % hour))),
    ofPerson: () => all(index.ofPerson(tenant, person.hash)),
    scopes: () => audit.stored(tenant, start - hour, start + hour),
    recount: () => {
      const how = { tenant, quietMs: hour, repair: false };
      const today = start - (start % day);
      return Promise.all([
        recountHour({ ...how, hour: start - (start % hour) }, recountDeps),
        recountUsers({ ...how, zone: 'UTC', day: today }, recountDeps),
      ]);
    },
    users: () =>
      audit.storedUsers([
        { tenant, dimension: 'user', value: 'u-1', granularity: 'day', start: start - (start % day) },
      ]),
    keepConsent: () =>
      consentWriter(state)({
        tenant,
        person: person.hash,
        status: 'opted-out',
        since: start,
        provider: 'twilio',
        by: 'i',
      }),
    ask: { tenant, number, dryRun: false, withConsent: false },
  };
}

async function all(pages: AsyncIterable<JournalEntry[]>): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const page of pages) entries.push(...page);
  return entries;
}
