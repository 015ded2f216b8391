import type { CallEvent, CallFacts } from '../../core/call/event.ts';
import type { Answerer, CallStatus } from '../../core/call/status.ts';
import type { Parsed } from '../provider.ts';
import { type Envelope, ignoredAs, unreadable } from './envelope.ts';
import {
  countOf,
  epochOf,
  type Fields,
  fieldsOf,
  idOf,
  listOf,
  meaningOf,
  microsOf,
  scalarOf,
  textOf,
} from './fields.ts';
import { signedIds } from './signed-ids.ts';

/** What one event tells of its call; `unknown` names a word that we do not know yet. */
type Told = { status?: CallStatus; answeredBy?: Answerer; unknown?: string } & CallFacts;

/** Events that tell something to count: https://developers.telnyx.com/docs/voice/programmable-voice/receiving-webhooks */
const readers: Readonly<Record<string, (payload: Fields) => Told>> = {
  'call.initiated': ({ direction }) => ({ status: 'initiated', direction: directionOf(direction) }),
  'call.answered': () => ({ status: 'answered' }),
  'call.hangup': hangup,
  'call.machine.detection.ended': detection,
  'call.machine.premium.detection.ended': detection,
  'call.cost': cost,
};

/** An event of Call Control. Events that tell nothing to count are named. */
export function parseCall(envelope: Envelope): Parsed {
  const { type, payload, at } = envelope;
  const read = meaningOf(readers, type);
  if (read === undefined) return ignoredAs(`event ${type.slice(0, 64)}`);
  const id = idOf(payload.call_leg_id) ?? idOf(payload.call_control_id);
  if (id === undefined) return unreadable(envelope, 'has no call id');
  const { unknown, ...told } = read(payload);
  if (unknown !== undefined && Object.keys(told).length === 0) return ignoredAs(unknown);
  const event: CallEvent = {
    kind: 'call',
    provider: 'telnyx',
    id,
    word: type.slice('call.'.length),
    at: at ?? epochOf(payload.occurred_at),
    startedAt: epochOf(payload.start_time),
    from: textOf(payload.from),
    to: textOf(payload.to),
    ownIds: signedIds(envelope),
    ...told,
  };
  return { kind: 'parsed', events: [event], ignored: unknown === undefined ? [] : [unknown] };
}

const directions = { incoming: 'inbound', inbound: 'inbound', outgoing: 'outbound', outbound: 'outbound' } as const;

function directionOf(value: unknown): CallFacts['direction'] {
  return meaningOf<'inbound' | 'outbound'>(directions, textOf(value));
}

/** How a call ended. `time_limit`: it was answered and ran for as long as it was allowed to. */
const hangupCauses: Readonly<Record<string, CallStatus>> = {
  normal_clearing: 'completed',
  time_limit: 'completed',
  user_busy: 'busy',
  no_answer: 'no-answer',
  timeout: 'no-answer',
  originator_cancel: 'canceled',
  call_rejected: 'failed',
  not_found: 'failed',
  unspecified: 'failed',
};

function hangup({ hangup_cause, hangup_source, sip_hangup_cause, call_quality_stats }: Fields): Told {
  const cause = textOf(hangup_cause, 64);
  const status = meaningOf(hangupCauses, cause);
  return {
    status: status ?? 'failed',
    hangupCause: cause,
    hangupSource: textOf(hangup_source, 32),
    sipCode: sipCodeOf(sip_hangup_cause),
    mosHundredths: mosOf(fieldsOf(fieldsOf(call_quality_stats).inbound).mos),
    ...(status === undefined && { unknown: `hangup cause ${(cause ?? 'none').slice(0, 32)}` }),
  };
}

/** `200`, `486`; `unspecified` is none. */
function sipCodeOf(value: unknown): number | undefined {
  const code = scalarOf(value) ?? '';
  return /^[1-6]\d\d$/.test(code) ? Number(code) : undefined;
}

/** The scale of mean opinion scores begins at 1; 0 says that there was nothing to hear. */
function mosOf(value: unknown): number | undefined {
  const score = Number(scalarOf(value));
  return score >= 1 && score <= 5 ? Math.round(score * 100) : undefined;
}

const detections: Readonly<Record<string, Answerer>> = {
  human: 'human',
  human_residence: 'human',
  human_business: 'human',
  machine: 'machine',
  fax_detected: 'fax',
  silence: 'unknown',
  not_sure: 'unknown',
};

function detection({ result }: Fields): Told {
  const word = textOf(result, 64) ?? 'none';
  const answeredBy = meaningOf(detections, word);
  return { answeredBy: answeredBy ?? 'unknown', ...(!answeredBy && { unknown: `detection ${word.slice(0, 32)}` }) };
}

/** Sent on request, once the call is billed; has neither numbers nor direction. */
function cost({ status, total_cost, billed_duration_secs, cost_parts }: Fields): Told {
  const word = textOf(status, 64) ?? 'success';
  if (word.toLowerCase() !== 'success') return { unknown: `call cost ${word.slice(0, 32)}` };
  const inDollars = listOf(cost_parts, 50).every((part) => (fieldsOf(part).currency ?? 'USD') === 'USD');
  const seconds = countOf(billed_duration_secs, 1e6);
  return {
    costMicros: inDollars ? microsOf(total_cost) : undefined,
    billedMs: seconds === undefined ? undefined : seconds * 1000,
  };
}
