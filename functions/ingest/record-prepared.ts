import { localDayStart } from '../core/calendar.ts';
import type { ReadyConsent } from '../core/consent/consent.ts';
import { known, type Labels } from '../core/entry-base.ts';
import type { ReadyInbound, Response } from '../core/inbound/event.ts';
import type { Journal } from '../core/journal.ts';
import type { JournalEntry } from '../core/journal-entry.ts';
import type { JournalEvent } from '../core/journal-event.ts';
import { type CappedDimension, cappedValues, fold } from '../core/label-cap.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import { counterText } from '../core/own-ids.ts';
import { type Recorded, recordEvent, type Settle } from './record-event.ts';
import type { Tenant } from './tenant.ts';

/** A message of the team, as far as it matters to an answer. */
export type SentMessage = { startedAt: number; labels: Labels };

export type PrepareDeps = {
  /** Whether a tenant's local day, named by its start, still counts a value apart. Asked again, it answers the same. */
  admits(tenant: string, day: number, dimension: CappedDimension, value: string): Promise<boolean>;
  /** The team's latest message to a person that started in `[from, to]`. @param person the hash of the number */
  lastSentTo(tenant: string, person: string, from: number, to: number): Promise<SentMessage | undefined>;
  metric: EmitMetric;
};

/** Takes an event into the journal with what it cannot say alone: which message it answers, what its day has room for. */
export async function recordPrepared(
  event: JournalEvent,
  tenant: Tenant,
  journal: Journal,
  deps: PrepareDeps,
): Promise<Recorded> {
  const asks = event.kind === 'inbound' || event.kind === 'consent';
  return recordEvent(asks ? await asAnswer(event, tenant, deps) : event, journal, folding(deps));
}

/**
 * Somebody who writes answers the team's last message to them: its campaign gets the answer, or the opt-out. Ids in the
 * webhook itself win; a registration stands in where there is no campaign.
 */
async function asAnswer(
  event: ReadyInbound | ReadyConsent,
  { inbound }: Tenant,
  deps: PrepareDeps,
): Promise<ReadyInbound | ReadyConsent> {
  const { tenant, from, startedAt } = event;
  const campaign = counterText(event.registration ?? '') || undefined;
  if (from === undefined) return { ...event, labels: { ...known({ campaign }), ...event.labels } };
  const sent = await deps.lastSentTo(tenant, from.hash, startedAt - inbound.answer, startedAt);
  const labels = { ...known({ campaign }), ...(sent && labelsOf(sent)), ...event.labels };
  if (event.kind === 'consent') return { ...event, labels };
  const immediate = sent !== undefined && startedAt - sent.startedAt <= inbound.immediate;
  const response: Response = immediate ? 'immediate' : sent ? 'delayed' : 'unprompted';
  return { ...event, labels, response };
}

function labelsOf({ labels: { campaign, user, template } }: SentMessage): Partial<Labels> {
  return known({ campaign, user, template });
}

/** Puts `other` in place of what the day of the entry has no room for. */
export function folding(deps: Pick<PrepareDeps, 'admits' | 'metric'>): Settle {
  return (event, entry) => foldLabels(event, entry, deps);
}

async function foldLabels(
  event: JournalEvent,
  entry: JournalEntry | undefined,
  deps: Pick<PrepareDeps, 'admits' | 'metric'>,
): Promise<JournalEvent> {
  const { zone, startedAt } = entry ?? event;
  const day = localDayStart(zone, startedAt);
  const answers = await Promise.all(
    cappedValues(event, entry).map(async ({ dimension, value }) => ({
      dimension,
      admitted: await deps.admits(event.tenant, day, dimension, value),
    })),
  );
  const refused = new Set(answers.filter(({ admitted }) => !admitted).map(({ dimension }) => dimension));
  if (refused.size > 0) deps.metric(metricNames.labelsFolded, refused.size);
  return fold(event, refused);
}
