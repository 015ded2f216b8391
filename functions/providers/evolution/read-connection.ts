import { newsId } from '../../core/news-id.ts';
import type { RegistrationStatus } from '../../core/registration/event.ts';
import type { Told } from '../summary.ts';
import { instanceName } from './instance-name.ts';
import { type Body, connectionSchema } from './payload.ts';

const states: Readonly<Record<string, RegistrationStatus>> = {
  open: 'active',
  connecting: 'pending',
  close: 'disconnected',
  // The QR code was shown too often without anybody scanning it.
  refused: 'disconnected',
};

/** Why WhatsApp hung up, by its status code: https://baileys.wiki/docs/socket/connecting */
const reasons: Readonly<Record<string, string>> = {
  401: 'logged out',
  403: 'forbidden',
  408: 'connection lost',
  411: 'devices do not match',
  428: 'connection closed',
  440: 'replaced by another connection',
  500: 'bad session',
  503: 'service unavailable',
  515: 'restart required',
};

/** `connection.update`: whether the gateway is still logged in. Nothing is sent while it is not. */
export function readConnection(item: unknown, body: Body): Told {
  const connection = connectionSchema.safeParse(item).data;
  const unitId = instanceName(body.instance ?? connection?.instance);
  if (connection === undefined || unitId === undefined) return { unreadable: 'connection' };
  const { state, statusReason: code } = connection;
  const status = Object.hasOwn(states, state) ? states[state] : undefined;
  if (status === undefined) return { ignored: `connection ${state.slice(0, 32)}` };
  const lost = status === 'disconnected' && code ? code.slice(0, 16) : undefined;
  return {
    event: {
      kind: 'registration',
      provider: 'evolution',
      unit: 'connection',
      unitId,
      // There is no time to go by but one that is wrong by some hours; it is the same when the news is sent again.
      id: newsId(unitId, state, code, body.date_time),
      status,
      word: lost ? `${state} ${lost}` : state,
      reason: lost && Object.hasOwn(reasons, lost) ? reasons[lost] : undefined,
      pool: unitId,
    },
  };
}
