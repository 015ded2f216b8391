import type { CallEvent } from '../../core/call/event.ts';
import type { Answerer, CallStatus } from '../../core/call/status.ts';
import { ignored, type Told, unreadable } from '../summary.ts';
import type { Field } from './field.ts';
import type { Source } from './source.ts';
import { countOf, countryOf, sidOf, timeOf } from './values.ts';

/** Twilio's call statuses: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const statusWords: Readonly<Record<string, CallStatus>> = {
  queued: 'initiated',
  initiated: 'initiated',
  ringing: 'ringing',
  'in-progress': 'answered',
  answered: 'answered',
  completed: 'completed',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'canceled',
};

/** What else Twilio tells of a call, by the parameter that tells it apart. */
const otherNews = [
  ['RecordingSid', 'recording'],
  ['RecordingStatus', 'recording'],
  ['TranscriptionSid', 'transcription'],
  ['ConferenceSid', 'conference'],
  ['StreamSid', 'stream'],
] as const;

/** News of a call that is no status, or of a conference; `undefined`: none that we know. */
export function otherCallNews(field: Field): string | undefined {
  return otherNews.find(([name]) => field(name) !== undefined)?.[1];
}

/**
 * One status of one call, or who answered it: answering machine detection that runs beside the call tells no status.
 * https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent,
 * https://www.twilio.com/docs/voice/answering-machine-detection
 */
export function readCall(source: Source): Told {
  const { field } = source;
  const id = sidOf('call', field('CallSid'));
  if (id === undefined) return unreadable('CallSid is not CA and 32 hex digits');
  const word = field('CallStatus')?.toLowerCase();
  const answered = field('AnsweredBy')?.toLowerCase();
  if (word === undefined) {
    const news = otherCallNews(field);
    if (answered === undefined || news !== undefined) return ignored(news ?? 'call without a status');
    return { event: callEvent(id, undefined, answered.slice(0, 32), source) };
  }
  const status = Object.hasOwn(statusWords, word) ? statusWords[word] : undefined;
  if (status === undefined) return ignored(`call status ${word.slice(0, 32)}`);
  return { event: callEvent(id, status, word, source) };
}

function callEvent(id: string, status: CallStatus | undefined, word: string, source: Source): CallEvent {
  const { field, ownIds } = source;
  const at = timeOf(field('Timestamp')) ?? source.at;
  // In seconds; `Duration` is in minutes begun, as they are billed.
  const durationMs = inMillis(field('CallDuration'), 1000);
  const direction = directionOf(field('Direction')?.toLowerCase());
  return {
    kind: 'call',
    provider: 'twilio',
    id,
    status,
    word,
    at,
    // A team that asked for the end only hears of a call when it is over.
    startedAt: at === undefined || durationMs === undefined ? undefined : at - durationMs,
    ownIds,
    sequence: countOf(field('SequenceNumber')),
    direction,
    answeredBy: answererOf(field('AnsweredBy')?.toLowerCase()),
    durationMs,
    billedMs: inMillis(field('Duration'), 60_000),
    sipCode: sipCodeOf(field('SipResponseCode')),
    to: field('To') ?? field('Called'),
    from: field('From') ?? field('Caller'),
    // Of the person at the other end.
    country: countryOf(field(direction === 'inbound' ? 'FromCountry' : 'ToCountry')),
    account: sidOf('account', field('AccountSid')),
  };
}

function inMillis(text: string | undefined, unit: number): number | undefined {
  const count = countOf(text);
  return count === undefined ? undefined : count * unit;
}

function directionOf(word: string | undefined): CallEvent['direction'] {
  if (word === 'inbound') return 'inbound';
  return word?.startsWith('outbound') ? 'outbound' : undefined;
}

/** `machine_start`, `machine_end_beep`, … are machines; of a word that we do not know, we cannot tell. */
function answererOf(word: string | undefined): Answerer | undefined {
  if (word === undefined || word === 'human' || word === 'fax') return word;
  return word.startsWith('machine') ? 'machine' : 'unknown';
}

function sipCodeOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-6]\d\d$/.test(text) ? Number(text) : undefined;
}
