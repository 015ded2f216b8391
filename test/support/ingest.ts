import type { StatusNote } from '../../functions/core/provider-status.ts';
import type { SpilledRequest } from '../../functions/core/spilled-request.ts';
import { type IngestDeps, ingest } from '../../functions/ingest/ingest.ts';
import { metricSums, rememberingLog } from './fakes.ts';
import { memoryJournal } from './memory-journal.ts';
import { telnyxKeys, type twilioRequest, twilioToken } from './signing.ts';
import { plainTaking, tenant } from './taking.ts';

/** Monday 2 June 2025, 14:05 UTC: when every request comes in. */
export const now = Date.UTC(2025, 5, 2, 14, 5);
export const telnyx = telnyxKeys();

/** The use case of ingest with everything behind it in memory. */
export function setUp(overrides: Partial<IngestDeps> = {}) {
  const journal = memoryJournal();
  const spilled: SpilledRequest[] = [];
  const quarantined: string[] = [];
  const notes: StatusNote[] = [];
  const log = rememberingLog();
  const { sums, metric } = metricSums();
  const deps: IngestDeps = {
    tenants: { main: tenant(), acme: tenant({ accounts: ['AC1'] }) },
    secret: async (_, provider) => ({ kind: 'known', lines: [provider === 'twilio' ? twilioToken : telnyx.publicKey] }),
    journal,
    numberKey: async () => 'number key',
    quarantine: async (_, why) => {
      quarantined.push(why);
    },
    spill: async (request) => {
      spilled.push(request);
    },
    noteStatus: async (_, __, note) => {
      notes.push(note);
    },
    ...plainTaking,
    now: () => now,
    wall: () => now,
    metric,
    log,
    ...overrides,
  };
  const send = (request: ReturnType<typeof twilioRequest>, provider = 'twilio', tenant = 'main') =>
    ingest({ provider, tenant, request }, deps);
  return { deps, send, entries: journal.entries, spilled, quarantined, notes, log, sums };
}
