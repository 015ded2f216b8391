import { describe, expect, test } from 'vitest';
import { advance } from '../../functions/core/advance.ts';
import type { JournalEntry } from '../../functions/core/journal-entry.ts';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import { eventsOf, occurredAt, parsedEvent } from './telnyx-events.ts';

const payload = (changes: Record<string, unknown> = {}) => ({
  call_control_id: 'v3:control-1',
  call_leg_id: 'leg-1',
  call_session_id: 'session-1',
  from: '+13125550100',
  to: '+13125550123',
  start_time: '2025-06-02T14:05:00.000Z',
  ...changes,
});
const base64 = (text: string) => Buffer.from(text).toString('base64');
const parsed = (type: string, changes?: Record<string, unknown>, meta?: Record<string, unknown>) =>
  parsedEvent(type, payload(changes), meta);
const call = (...event: Parameters<typeof parsed>) => eventsOf(parsed(...event))[0];

describe('a call', () => {
  test.each([
    ['incoming', 'inbound'],
    ['outgoing', 'outbound'],
    ['sideways', undefined],
  ])('%s is %s', (word, direction) => {
    expect(call('call.initiated', { direction: word })).toMatchObject({
      kind: 'call',
      id: 'leg-1',
      status: 'initiated',
      word: 'initiated',
      direction,
      at: occurredAt,
      startedAt: Date.UTC(2025, 5, 2, 14, 5),
    });
  });

  test('is known by its leg, else by its control id', () => {
    expect(call('call.answered')).toMatchObject({ id: 'leg-1', status: 'answered' });
    expect(call('call.answered', { call_leg_id: null })).toMatchObject({ id: 'v3:control-1' });
    expect(parsed('call.answered', { call_leg_id: null, call_control_id: null })).toMatchObject({ kind: 'malformed' });
  });

  test('may be between SIP addresses', () => {
    const addresses = { from: 'sip:anna@sip.example.com', to: 'sip:+13125550100@sip.example.com' };
    expect(call('call.initiated', addresses)).toMatchObject(addresses);
  });

  test.each([
    'call.bridged',
    'call.hold',
    'call.unhold',
    'call.dtmf.received',
    'call.recording.saved',
    'call.machine.greeting.ended',
    'call.machine.premium.greeting.ended',
    'call.constructor',
  ])('%s is named and not counted', (type) => {
    expect(parsed(type)).toEqual({ kind: 'parsed', events: [], ignored: [`event ${type}`] });
  });
});

describe('the end of a call', () => {
  test.each([
    ['normal_clearing', 'completed'],
    ['time_limit', 'completed'],
    ['user_busy', 'busy'],
    ['no_answer', 'no-answer'],
    ['timeout', 'no-answer'],
    ['originator_cancel', 'canceled'],
    ['call_rejected', 'failed'],
    ['not_found', 'failed'],
    ['unspecified', 'failed'],
    ['USER_BUSY', 'busy'],
  ])('by %s is %s', (cause, status) => {
    const ended = parsed('call.hangup', { hangup_cause: cause, hangup_source: 'callee' });
    expect(ended).toMatchObject({ ignored: [] });
    const [event] = eventsOf(ended);
    expect(event).toMatchObject({ status, word: 'hangup', hangupCause: cause, hangupSource: 'callee', at: occurredAt });
  });

  test.each([
    ['solar_flare', 'solar_flare'],
    ['constructor', 'constructor'],
    [undefined, 'none'],
  ])('by the unknown cause %s is failed, and named', (cause, name) => {
    expect(parsed('call.hangup', { hangup_cause: cause })).toMatchObject({
      events: [{ status: 'failed', hangupCause: cause }],
      ignored: [`hangup cause ${name}`],
    });
  });

  test.each([
    ['486', 486],
    [603, 603],
    ['unspecified', undefined],
    ['99', undefined],
    ['7000', undefined],
    [{ toString: 1 }, undefined],
  ])('has the SIP code of %j', (sip, sipCode) => {
    expect(call('call.hangup', { hangup_cause: 'user_busy', sip_hangup_cause: sip })).toMatchObject({ sipCode });
  });

  test.each([
    ['4.50', 450],
    ['3.275', 328],
    [4.5, 450],
    ['1', 100],
    ['0.00', undefined],
    ['9', undefined],
    ['', undefined],
    [null, undefined],
  ])('says by a score of %j how well it was heard', (mos, mosHundredths) => {
    const stats = { inbound: { mos }, outbound: {} };
    expect(call('call.hangup', { hangup_cause: 'timeout', call_quality_stats: stats })).toMatchObject({
      mosHundredths,
    });
  });

  test('says nothing of quality without statistics', () => {
    for (const stats of [null, {}, 'good', { inbound: null }]) {
      expect(call('call.hangup', { call_quality_stats: stats })).toMatchObject({ mosHundredths: undefined });
    }
  });
});

describe('the detection of who answered', () => {
  test.each([
    ['call.machine.detection.ended', 'human', 'human'],
    ['call.machine.detection.ended', 'machine', 'machine'],
    ['call.machine.detection.ended', 'not_sure', 'unknown'],
    ['call.machine.premium.detection.ended', 'human_residence', 'human'],
    ['call.machine.premium.detection.ended', 'human_business', 'human'],
    ['call.machine.premium.detection.ended', 'machine', 'machine'],
    ['call.machine.premium.detection.ended', 'silence', 'unknown'],
    ['call.machine.premium.detection.ended', 'fax_detected', 'fax'],
    ['call.machine.premium.detection.ended', 'not_sure', 'unknown'],
  ])('%s: %s is %s, and no status of its own', (type, result, answeredBy) => {
    const told = parsed(type, { result });
    expect(told).toMatchObject({ events: [{ answeredBy }], ignored: [] });
    expect(eventsOf(told)[0]).not.toHaveProperty('status');
  });

  test('names a result that we do not know', () => {
    expect(parsed('call.machine.detection.ended', { result: 'parrot' })).toMatchObject({
      events: [{ answeredBy: 'unknown' }],
      ignored: ['detection parrot'],
    });
  });
});

describe('the price of a call', () => {
  const price = { from: undefined, to: undefined, status: 'success', total_cost: '0.0070', billed_duration_secs: 60 };

  test('is told in micro-dollars, with what was billed, and without numbers', () => {
    expect(call('call.cost', price)).toMatchObject({ id: 'leg-1', costMicros: 7000, billedMs: 60_000, to: undefined });
    expect(call('call.cost', { ...price, status: 'SUCCESS' })).toMatchObject({ costMicros: 7000 });
    expect(call('call.cost', { ...price, total_cost: null })).toMatchObject({ costMicros: undefined });
  });

  test('is left out in another currency', () => {
    const parts = [{ cost: '0.0070', currency: 'EUR' }];
    expect(call('call.cost', { ...price, cost_parts: parts })).toMatchObject({ costMicros: undefined });
  });

  test('that could not be found is named', () => {
    const told = parsed('call.cost', { ...price, status: 'error', total_cost: null });
    expect(told).toEqual({ kind: 'parsed', events: [], ignored: ['call cost error'] });
  });
});

describe('own ids of a call', () => {
  test.each([
    ['JSON', base64('{"campaign":"c-7","user":42}'), { campaign: 'c-7', user: '42' }],
    ['a query', base64('campaign=c-7&user=u%2042'), { campaign: 'c-7', user: 'u 42' }],
    ['JSON of something else', base64('{"campaign":{"a":1},"queue":"x"}'), {}],
    ['JSON that is cut', base64('{"campaign":"c-7'), {}],
    ['a list', base64('["campaign"]'), {}],
    ['plain words', base64('hello'), {}],
    ['no base64', '%%%', {}],
    ['a property of every object', base64('{"__proto__":{"campaign":"x"},"constructor":"y"}'), {}],
    ['nothing', null, {}],
  ])('come from a state of %s', (_, state, ownIds) => {
    expect(call('call.answered', { client_state: state })).toMatchObject({ ownIds });
    expect(call('call.answered', { client_state: state })?.ownIds).toEqual(ownIds);
  });

  test('T17: come from the state, else from tags, else from the signed URL; never from headers', () => {
    const ids = {
      client_state: base64('{"campaign":"state"}'),
      tags: ['campaign:tag', 'user:tag', 'plain'],
      custom_headers: [{ name: 'X-Campaign', value: 'header' }],
    };
    const url = 'https://hooks.example.com/webhooks/telnyx?campaign=url&user=url&template=url#carrier=no';
    expect(call('call.initiated', ids, { delivered_to: url })?.ownIds).toEqual({
      campaign: 'state',
      user: 'tag',
      template: 'url',
    });
  });
});

test('how long a call took is measured from its answer to its end, in any order', () => {
  const context = { tenant: 'main', zone: 'UTC', numberKey: 'k', receivedAt: occurredAt, fromWall: (at: number) => at };
  const answered = { ...parsedCall('call.answered'), at: occurredAt - 62_000 };
  const ended = parsedCall('call.hangup', { hangup_cause: 'normal_clearing' });
  for (const events of [
    [answered, ended],
    [ended, answered],
  ]) {
    let entry: JournalEntry | undefined;
    for (const event of events.flatMap((one) => toJournalEvents(one, context))) {
      const step = advance(entry, event);
      if (step.kind === 'changed') entry = step.entry;
    }
    expect(entry).toMatchObject({ status: 'completed', durationMs: 62_000 });
  }
});

function parsedCall(type: string, changes?: Record<string, unknown>) {
  const event = call(type, changes);
  if (event?.kind !== 'call') throw new Error(`${type} is not an event of a call`);
  return event;
}
