import type { FaultEvent } from '../../core/fault/fault.ts';
import { ignored, type Told, unreadable } from '../summary.ts';
import { isObject, jsonField, member } from './field.ts';
import type { Source } from './source.ts';
import { errorCodeOf, sidOf, timeOf } from './values.ts';

/**
 * An error or a warning of Twilio's debugger. Its webhook and the event stream of error logs tell the same, by the same
 * id. https://www.twilio.com/docs/usage/troubleshooting/debugging-event-webhooks
 * @param url the URL that was signed, to tell faults of our own webhooks
 */
export function readFault({ field, ownIds, at }: Source, url: string): Told {
  const id = sidOf('fault', field('Sid'));
  if (id === undefined) return unreadable('Sid is not NO and 32 hex digits');
  const word = field('Level')?.toLowerCase() ?? 'error';
  const level = levelOf(word);
  // Whatever a function of the account prints is an event too.
  if (level === undefined) return ignored(`fault of level ${word.slice(0, 32)}`);
  const payload = payloadOf(field('Payload'));
  const more = jsonField(payload);
  return {
    event: {
      kind: 'fault',
      provider: 'twilio',
      id,
      level,
      at: timeOf(field('Timestamp') ?? field('DateCreated')) ?? at,
      ownIds,
      errorCode: errorCodeOf(field('ErrorCode') ?? more('ErrorCode')),
      resource: sidOf('any', field('ResourceSid') ?? more('ResourceSid')),
      ours: isSameOrigin(requestUrl(payload), url),
      account: sidOf('account', field('AccountSid')),
    },
  };
}

function levelOf(word: string): FaultEvent['level'] | undefined {
  return word === 'error' || word === 'warning' ? word : undefined;
}

/** The details, which are JSON inside a parameter; empty if they cannot be read. */
function payloadOf(text: string | undefined): Record<string, unknown> {
  try {
    const payload: unknown = JSON.parse(text ?? '');
    return isObject(payload) ? payload : {};
  } catch {
    return {};
  }
}

function requestUrl(payload: object): unknown {
  return member(member(member(payload, 'webhook'), 'request'), 'url');
}

function isSameOrigin(one: unknown, other: string): true | undefined {
  const origin = typeof one === 'string' ? URL.parse(one)?.origin : undefined;
  return origin !== undefined && origin !== 'null' && origin === URL.parse(other)?.origin ? true : undefined;
}
