import type { CallEntry } from '../../core/call/entry.ts';
import { callRank } from '../../core/call/status.ts';
import type { NumberIdentity } from '../../core/entry-base.ts';
import type { JournalEntry } from '../../core/journal-entry.ts';
import type { MessageEntry } from '../../core/message/entry.ts';
import { rank } from '../../core/message/status.ts';
import { tallyMessage } from '../../core/message/tally.ts';
import type { MessageAnswer } from '../answers/messages.ts';
import { iso } from '../common.ts';
import { messageError } from './message-error.ts';
import { messageNotes, type PersonEntry } from './message-notes.ts';

/** What of the journal people look up. Registrations and deeds of the application are about nobody. */
export function personEntries(entries: readonly JournalEntry[]): PersonEntry[] {
  return entries.filter((entry) => entry.kind !== 'registration' && entry.kind !== 'activity');
}

/** An entry as people read it. No number and no hash of one is in it. */
export function messageAnswer(entry: PersonEntry): MessageAnswer {
  const { id, kind, provider, labels, to, from, startedAt, updatedAt } = entry;
  const { carrier, campaign, template, user } = labels;
  return {
    id,
    kind,
    provider,
    status: statusOf(entry),
    ...('channel' in entry && { channel: entry.channel }),
    ...('word' in entry && { word: entry.word }),
    ...(to && { to: shown(to) }),
    ...(from && { from: shown(from) }),
    ...(carrier !== 'unknown' && { carrier }),
    campaign,
    template,
    user,
    startedAt: iso(startedAt),
    updatedAt: iso(updatedAt),
    history: historyOf(entry),
    error: entry.kind === 'message' || entry.kind === 'fault' ? messageError(entry) : undefined,
    ...moneyOf(entry),
    notes: messageNotes(entry),
  };
}

function shown({ masked, country }: NumberIdentity) {
  return { masked, country };
}

/** What happens once has one status: that it did. */
export function statusOf(entry: PersonEntry): string {
  if (entry.kind === 'inbound') return 'received';
  return entry.kind === 'fault' ? entry.level : entry.status;
}

function historyOf(entry: PersonEntry): MessageAnswer['history'] {
  if (entry.kind === 'message') return inOrder(entry.seen, rank);
  if (entry.kind === 'call') return inOrder(entry.seen, callRank);
  return [{ status: statusOf(entry), at: iso(entry.startedAt) }];
}

/** By time; what happened in the same moment, from the weakest status. */
function inOrder(
  seen: MessageEntry['seen'] | CallEntry['seen'],
  ranks: Readonly<Record<string, number>>,
): MessageAnswer['history'] {
  return Object.entries(seen)
    .sort(([a, one], [b, other]) => one.at - other.at || (ranks[a] ?? 0) - (ranks[b] ?? 0))
    .map(([status, { at, implied }]) => ({ status, at: iso(at), ...(implied && { implied }) }));
}

/** Of a message as it is counted: with what is estimated of it. */
function moneyOf(entry: PersonEntry): Pick<MessageAnswer, 'segments' | 'costMicros' | 'costEstimated'> {
  if (entry.kind === 'consent' || entry.kind === 'fault') return {};
  if (entry.kind === 'call') return { costMicros: entry.costMicros };
  if (entry.kind === 'inbound') return { segments: entry.segments, costMicros: entry.costMicros };
  const { outcomes } = tallyMessage(entry);
  const costEstimated = outcomes['o.estimatedCostMicros'] !== undefined;
  return {
    segments: outcomes['o.segments'],
    costMicros: outcomes['o.costMicros'],
    ...(costEstimated && { costEstimated }),
  };
}
