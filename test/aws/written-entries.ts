import { journalTable } from '../../functions/aws/journal-table.ts';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { type JournalContext, toJournalEvents } from '../../functions/core/journal-event.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { defaultRetention } from '../../functions/core/retention.ts';
import { start } from '../support/events.ts';
import { startTables } from '../support/tables.ts';

type Where = Partial<Pick<JournalContext, 'tenant' | 'zone'>>;
type Times = { at: number; person?: string };

/** A journal on dynalite, into which whole entries are written as `ingest` would. */
export async function startJournal() {
  const { client, tables, stop } = await startTables();
  const journal = journalTable(client, tables.journal, defaultRetention, () => start);
  let ids = 0;

  async function write(event: ProviderEvent, where: Where = {}): Promise<JournalEntry> {
    const context = { tenant: 'main', zone: 'UTC', numberKey: 'key', fromWall: (at: number) => at, ...where };
    const [ready] = toJournalEvents(event, { ...context, receivedAt: start });
    const step = ready && advance(undefined, ready);
    if (step?.kind !== 'changed' || !(await journal.save(step.entry))) throw new Error('not written');
    return step.entry;
  }
  const told = ({ at }: Times) => {
    ids += 1;
    return { provider: 'telnyx', id: `e-${ids}`, at, startedAt: at };
  };
  const message = ({ person = alice, ...times }: Times, where?: Where) =>
    write({ kind: 'message', ...told(times), channel: 'sms', status: 'sent', word: 'sent', to: person }, where);
  const inbound = ({ person = alice, ...times }: Times, where?: Where) =>
    write({ kind: 'inbound', ...told(times), channel: 'sms', from: person, text: 'hello' }, where);
  const consent = ({ person = alice, ...times }: Times) =>
    write({ kind: 'consent', ...told(times), from: person, status: 'opted-out' });
  const registration = ({ unitId = 'b-1', ...times }: Times & { unitId?: string }, where?: Where) =>
    write({ kind: 'registration', ...told(times), unit: 'brand', unitId, status: 'active', word: 'ACTIVE' }, where);

  return { client, tableName: tables.journal, journal, message, inbound, consent, registration, stop };
}

export const alice = '+14155550100';
export const bob = '+14155550199';
