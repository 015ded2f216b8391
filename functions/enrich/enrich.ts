import type { Journal } from '../core/journal.ts';
import { toJournalEvents } from '../core/journal-event.ts';
import type { Log } from '../core/log.ts';
import type { MessageEntry } from '../core/message/entry.ts';
import type { SecretAnswer } from '../core/secret.ts';
import { minute } from '../core/time.ts';
import { recordEvent } from '../ingest/record-event.ts';
import { folding, type PrepareDeps } from '../ingest/record-prepared.ts';
import { type ApiKey, apiKeyFor } from './api-key.ts';
import type { EnrichMessage } from './enrich-message.ts';
import type { Pace } from './pace.ts';
import { eventOf, priceOf, type TwilioMessage } from './twilio-message.ts';
import { isComplete } from './worth-asking.ts';

/** What Twilio answers when it is asked about a message. */
export type Answer =
  | { kind: 'found'; message: TwilioMessage }
  /** There is no such message, or no longer. */
  | { kind: 'absent' }
  /** Too many requests; `afterMs`: how long to stay away, if it was said. */
  | { kind: 'busy'; afterMs: number | undefined }
  /** Anything that may be better later: a key that is not valid, an answer that cannot be read, none at all. */
  | { kind: 'failed'; why: string };

export type EnrichDeps = Pick<PrepareDeps, 'admits' | 'metric'> & {
  journal: Journal;
  /** The lines of a tenant's API keys. */
  secret(tenant: string, name: string): Promise<SecretAnswer>;
  pace: Pace;
  ask(key: ApiKey, id: string): Promise<Answer>;
  /** Hands the message over again after the longest delay that the queue knows. */
  askAgain(message: EnrichMessage): Promise<void>;
  now(): number;
  fromWall(at: number): number;
  log: Log;
};

export type Enriched =
  | { kind: 'enriched' }
  /** There is no price yet: it will be asked for again. */
  | { kind: 'unpriced' }
  /** There is still no price: the estimate stands. */
  | { kind: 'given-up' }
  /** Nothing was left to ask. */
  | { kind: 'complete' }
  /** We, or Twilio, know nothing of the message any more. */
  | { kind: 'gone' }
  /** No API key is stored for the account. */
  | { kind: 'unconfigured' };

/** The name under which a tenant's API keys are stored, beside `twilio` for its auth tokens. */
export const apiKeyName = 'twilio-api';

/** A price is asked for so often, a quarter of an hour apart. */
const mostAsked = 4;

const usualWait = minute;

/** Asks Twilio about a message and records what it says as if it had been a webhook. @throws to be tried again later */
export async function enrich(message: EnrichMessage, deps: EnrichDeps): Promise<Enriched> {
  const entry = await deps.journal.load(message.key);
  if (entry?.kind !== 'message') return { kind: 'gone' };
  if (isComplete(entry)) return { kind: 'complete' };
  const key = await keyFor(entry, deps);
  if (key === undefined) return { kind: 'unconfigured' };
  const answer = await askInTurn(key, entry, deps);
  if (answer.kind === 'absent') return { kind: 'gone' };
  await record(answer.message, entry, deps);
  return followUp(answer.message, { ...message, asked: message.asked + 1 }, deps);
}

async function keyFor({ tenant, account }: MessageEntry, deps: EnrichDeps): Promise<ApiKey | undefined> {
  const secret = await deps.secret(tenant, apiKeyName);
  if (secret.kind === 'unavailable') throw new Error(`the API key cannot be read yet: ${secret.why}`);
  const key = apiKeyFor(secret.kind === 'known' ? secret.lines : [], account);
  if (key === undefined) {
    const hint = `store a line SK…:secret@${account ?? 'AC…'} with: npx wirewatch secret set ${apiKeyName}`;
    deps.log.warn('no API key of Twilio for the account', { tenant, account, hint });
  }
  return key;
}

async function askInTurn(key: ApiKey, { id, tenant }: MessageEntry, deps: EnrichDeps) {
  if (!(await deps.pace.turn())) throw new Error('Twilio has asked to be left alone for a while');
  const answer = await deps.ask(key, id);
  if (answer.kind === 'busy') {
    deps.pace.hold(answer.afterMs ?? usualWait);
    throw new Error('Twilio has too many requests');
  }
  if (answer.kind === 'failed')
    throw new Error(`Twilio cannot be asked about ${id} of tenant ${tenant}: ${answer.why}`);
  return answer;
}

async function record(message: TwilioMessage, entry: MessageEntry, deps: EnrichDeps): Promise<void> {
  const { tenant, zone } = entry;
  // No numbers are told, so that none is hashed; the entry keeps the price list of its first day.
  const context = { tenant, zone, numberKey: '', receivedAt: deps.now(), fromWall: deps.fromWall };
  for (const event of toJournalEvents(eventOf(message, entry), context)) {
    const recorded = await recordEvent(event, deps.journal, folding(deps));
    if (recorded === 'contended') throw new Error(`other writers kept winning the entry of ${entry.id}`);
  }
}

async function followUp(message: TwilioMessage, asked: EnrichMessage, deps: EnrichDeps): Promise<Enriched> {
  const price = priceOf(message);
  if (price.kind === 'foreign') {
    deps.log.warn('a price in another currency is left out', { key: asked.key, currency: price.currency });
  }
  if (price.kind !== 'none') return { kind: 'enriched' };
  if (asked.asked >= mostAsked) return { kind: 'given-up' };
  await deps.askAgain(asked);
  return { kind: 'unpriced' };
}
