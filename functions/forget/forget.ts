import type { Journal, JournalIndex } from '../core/journal.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { Log } from '../core/log.ts';
import { identifyNumber } from '../core/phone.ts';
import type { Retention } from '../core/retention.ts';
import { keepsHash, leadsTo, unlink } from './unlink.ts';

export type Forget = {
  tenant: string;
  /** E.164. */
  number: string;
  dryRun: boolean;
  /** Whether an opt-out is forgotten too; the team then may write to somebody who does not want it. */
  withConsent: boolean;
};

export type ForgetDeps = {
  journal: Journal;
  ofPerson: JournalIndex['ofPerson'];
  /** What the person said last of wanting messages. */
  consent(tenant: string, person: string): Promise<{ status: string } | undefined>;
  removeConsent(tenant: string, person: string): Promise<void>;
  /** The deployment's key for number hashes. */
  numberKey(): Promise<string>;
  retention: Pick<Retention, 'journal'>;
  now(): number;
  log: Log;
};

export type Forgotten = {
  /** Entries that no longer lead to the person, by kind; in a dry run those that would not. */
  unlinked: Record<string, number>;
  /** Entries that other writers kept changing: forget again. */
  contended: number;
  /** Unlinked entries whose key holds the hash of the number, and when the last of them expires: epoch milliseconds. */
  keyed: { entries: number; until?: number };
  /** What the person said last of wanting messages, and what became of that. */
  consent: { said?: string; is: 'none' | 'kept' | 'removed' };
  dryRun: boolean;
};

/** Other writers may win this many times. */
const maxLostRaces = 8;

/**
 * Unlinks a person from every journal entry (docs/architecture.md, Forgetting a person). What was counted stays
 * counted. Safe to repeat; what comes in meanwhile is found by the next run. @throws if a table or the key fails
 */
export async function forget({ tenant, number, dryRun, withConsent }: Forget, deps: ForgetDeps): Promise<Forgotten> {
  const person = identifyNumber(number, await deps.numberKey()).hash;
  const done: Forgotten = { unlinked: {}, contended: 0, keyed: { entries: 0 }, consent: { is: 'none' }, dryRun };
  for await (const page of deps.ofPerson(tenant, person)) {
    for (const found of page) {
      const entry = dryRun ? found : await unlinkEntry(found.key, person, deps);
      if (entry === 'contended') done.contended += 1;
      else if (entry !== 'gone') note(done, entry, person, deps.retention);
    }
  }
  const said = (await deps.consent(tenant, person))?.status;
  if (said !== undefined) done.consent = { said, is: withConsent ? 'removed' : 'kept' };
  if (said !== undefined && withConsent && !dryRun) await deps.removeConsent(tenant, person);
  const entries = Object.values(done.unlinked).reduce((sum, amount) => sum + amount, 0);
  deps.log.info('person forgotten', { tenant, entries, contended: done.contended, consent: done.consent.is, dryRun });
  return done;
}

async function unlinkEntry(
  key: string,
  person: string,
  { journal, now }: ForgetDeps,
): Promise<JournalEntry | 'gone' | 'contended'> {
  for (let lost = 0; lost <= maxLostRaces; lost += 1) {
    const entry = await journal.load(key);
    if (entry === undefined || !leadsTo(entry, person)) return 'gone';
    const unlinked = unlink(entry, person, now());
    if (await journal.save(unlinked)) return unlinked;
  }
  return 'contended';
}

function note(done: Forgotten, entry: JournalEntry, person: string, retention: Pick<Retention, 'journal'>): void {
  done.unlinked[entry.kind] = (done.unlinked[entry.kind] ?? 0) + 1;
  if (!keepsHash(entry, person)) return;
  const until = Math.max(done.keyed.until ?? 0, entry.startedAt + retention.journal);
  done.keyed = { entries: done.keyed.entries + 1, until };
}
