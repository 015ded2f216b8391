import type { ReadyMessage } from '../../functions/core/message/event.ts';
import { day, hour, minute, second } from '../../functions/core/time.ts';
import { journalEvent } from './events.ts';
import { type Chance, chance } from './world.ts';

/** Sunday, 1 March 2026. */
export const incidentsFrom = Date.parse('2026-03-01T00:00Z');

type Traffic = { perMinute: number; delivered: number; receiptAfter: number; silent?: string; code: string };

/**
 * A tenant's messages minute by minute, with something new going wrong every day. Every receipt comes within four
 * minutes and a half; Telnyx's come within the minute in which the message began.
 */
export function* incidentMonth(days: number): Iterable<{ at: number; events: ReadyMessage[] }> {
  const random = chance(20_260_301);
  const coming = new Map<number, ReadyMessage[]>();
  let sent = 0;
  for (let at = incidentsFrom; at < incidentsFrom + days * day; at += minute) {
    for (const provider of ['telnyx', 'twilio'] as const) {
      const traffic = trafficAt(provider, at);
      const count = Math.floor(traffic.perMinute + random.below(1000) / 1000);
      for (let n = 0; n < count; n += 1) {
        for (const event of messageOf(provider, at, `m${sent}`, traffic, random)) {
          const due = event.receivedAt - (event.receivedAt % minute);
          coming.set(due, [...(coming.get(due) ?? []), event]);
        }
        sent += 1;
      }
    }
    const events = (coming.get(at) ?? []).sort((a, b) => a.receivedAt - b.receivedAt);
    coming.delete(at);
    yield { at, events };
  }
}

function trafficAt(provider: 'telnyx' | 'twilio', at: number): Traffic {
  const [date, time] = [Math.floor((at - incidentsFrom) / day), at % day];
  const during = (every: number, on: number, from: number, lasting: number) =>
    date % every === on && time >= from && time < from + lasting;
  const usual = { perMinute: time < 6 * hour ? 0.5 : 2, delivered: 0.985, receiptAfter: 2 * second, code: '40002' };
  const traffic = during(4, 3, 15 * hour, 80 * minute) ? { ...usual, silent: 'otp' } : usual;
  if (provider === 'telnyx') {
    if (during(4, 1, 14 * hour + 7 * minute, 37 * minute)) return { ...traffic, delivered: 0.4, code: '40008' };
    const flapping = during(1, 0, 18 * hour, hour) && (time / minute) % 20 < 10;
    return flapping ? { ...traffic, delivered: 0.1 } : traffic;
  }
  if (during(4, 2, 9 * hour, 3 * hour)) return { ...traffic, delivered: 0.86, code: '30007' };
  if (during(4, 3, 11 * hour, 25 * minute)) return { ...traffic, perMinute: 9 };
  if (during(4, 1, 16 * hour, 45 * minute)) return { ...traffic, receiptAfter: 210 * second };
  return traffic;
}

const campaigns = ['otp', 'otp', 'reminders', 'promo'];

function messageOf(provider: string, at: number, id: string, traffic: Traffic, random: Chance): ReadyMessage[] {
  const campaign = random.pick(campaigns);
  if (campaign === traffic.silent) return [];
  const startedAt = at + random.below(45) * second;
  const arrives = random.happens(traffic.delivered);
  const receiptAt = startedAt + traffic.receiptAfter + random.below(10 * second);
  const labels = { carrier: random.pick(['AT&T', 'Verizon']), country: 'US', campaign };
  const all = { key: `main#${provider}#message#${id}`, provider, id, startedAt, labels, sentAt: startedAt };
  const failure = { errorCode: traffic.code, countedCode: traffic.code, errorClass: 'carrier-filtered' as const };
  return [
    journalEvent('sent', { ...all, at: startedAt, costMicros: 8000 }),
    journalEvent(arrives ? 'delivered' : 'undelivered', { ...all, at: receiptAt, ...(!arrives && failure) }),
  ];
}
