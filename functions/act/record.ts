import type { AuditRecord } from '../core/audit-record.ts';
import { withoutPhoneNumbers } from '../core/phone.ts';
import type { Ground } from './act-deps.ts';
import type { Done } from './act-outcome.ts';
import { insisted } from './repeated.ts';

/** More changes of one action than these are counted only, so that a record fits into an item. */
const mostListed = 500;

/** Writes down who did what. It is done by then: a record that cannot be kept is in the log, and nobody is told to do it again. */
export async function record({ tenant, by, deps }: Ground, did: string, { changes }: Done): Promise<void> {
  const unlisted = changes.length - mostListed;
  const entry: AuditRecord = {
    tenant,
    id: deps.newId(),
    at: deps.now(),
    by,
    did,
    changes: changes.slice(0, mostListed),
    ...(unlisted > 0 && { unlisted }),
  };
  try {
    await insisted(() => deps.audit(entry));
  } catch (error) {
    deps.log.error('an action that could not be audited', { ...fieldsOf(entry), why: String(error) });
  }
}

function fieldsOf({ at, by, changes, ...rest }: AuditRecord) {
  const [name, listed] = [by.name, JSON.stringify(changes)].map(withoutPhoneNumbers);
  return { ...rest, at: new Date(at).toISOString(), by: name, via: by.via, changes: listed };
}
