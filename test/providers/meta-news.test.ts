import { describe, expect, test } from 'vitest';
import { toJournalEvents } from '../../functions/core/journal-event.ts';
import type { ProviderEvent } from '../../functions/core/provider-event.ts';
import { meta } from '../../functions/providers/meta/meta.ts';

const time = 1_748_873_000;

function parse(field: string, value: unknown, entry: Record<string, unknown> = {}) {
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: '1000', time, changes: [{ field, value }], ...entry }],
  };
  return meta.parse({ method: 'POST', urls: [''], headers: {}, body: Buffer.from(JSON.stringify(body)) }, '');
}

function eventOf(...args: Parameters<typeof parse>): ProviderEvent {
  const parsed = parse(...args);
  const [event] = parsed.kind === 'parsed' ? parsed.events : [];
  if (!event) throw new Error('there is no event');
  return event;
}

describe('news of a template', () => {
  const template = { message_template_id: 7, message_template_name: 'welcome', message_template_language: 'en' };

  test.each([
    ['APPROVED', 'active'],
    ['REINSTATED', 'active'],
    ['REJECTED', 'rejected'],
    ['PAUSED', 'suspended'],
    ['DISABLED', 'suspended'],
    ['PENDING', 'pending'],
    ['IN_APPEAL', 'pending'],
    ['PENDING_DELETION', 'removed'],
    ['DELETED', 'removed'],
    ['ARCHIVED', 'removed'],
    ['FLAGGED', undefined],
    ['LOCKED', undefined],
    ['SOMETHING_NEW', undefined],
    ['constructor', undefined],
  ])('%s is %s', (event, status) => {
    const told = eventOf('message_template_status_update', { ...template, event });
    expect(told).toMatchObject({
      kind: 'registration',
      unit: 'template',
      unitId: '7',
      status,
      word: event,
      at: time * 1000,
    });
  });

  test('names it by name and language where its id is too large for JSON', () => {
    const value = { ...template, message_template_id: 2 ** 60, event: 'PAUSED' };
    expect(eventOf('message_template_status_update', value)).toMatchObject({ unitId: 'welcome/en' });
  });

  test('that names no template is malformed', () => {
    expect(parse('message_template_status_update', { event: 'PAUSED' })).toMatchObject({ kind: 'malformed' });
  });
});

describe('news of the account', () => {
  test.each([
    ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } }, 'suspended', 'DISABLE'],
    ['DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } }, 'active', 'REINSTATE'],
    ['DISABLED_UPDATE', {}, 'suspended', undefined],
    ['ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SCAM' } }, 'suspended', 'SCAM'],
    ['ACCOUNT_RESTRICTION', { restriction_info: [{ restriction_type: 'R' }] }, 'suspended', 'R'],
    ['ACCOUNT_RESTRICTION', { restriction_info: 'R' }, 'suspended', undefined],
    ['ACCOUNT_DELETED', {}, 'removed', undefined],
    ['VERIFIED_ACCOUNT', {}, 'active', undefined],
    ['PARTNER_ADDED', {}, undefined, undefined],
  ])('%s %j is %s', (event, more, status, reason) => {
    const told = eventOf('account_update', { event, ...more });
    expect(told).toMatchObject({ unit: 'account', unitId: '1000', status, reason, word: event });
  });

  test.each([
    ['APPROVED', 'active'],
    ['REJECTED', 'rejected'],
    ['PENDING', 'pending'],
    ['DEFERRED', 'pending'],
  ])('a review that ends in %s is %s', (decision, status) => {
    expect(eventOf('account_review_update', { decision })).toMatchObject({ unit: 'account', status, word: decision });
  });
});

test('a number’s news is kept by the hash of the number', () => {
  const event = eventOf('phone_number_quality_update', { display_phone_number: '+1 312-555-0100', event: 'FLAGGED' });
  const context = {
    tenant: 'main',
    zone: 'UTC',
    numberKey: 'key',
    receivedAt: time * 1000,
    fromWall: (at: number) => at,
  };
  const [ready] = toJournalEvents(event, context);
  expect(ready).toMatchObject({ unitId: '+1312•••0100', word: 'FLAGGED' });
  expect(JSON.stringify(ready)).not.toMatch(/3125550100|312-555-0100/);
});

describe('the id of news', () => {
  const value = { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } };
  const idOf = (...args: Parameters<typeof parse>) => eventOf(...args).id;

  test('is the same when Meta sends it again, and another for other news', () => {
    const id = idOf('account_update', value);
    expect(idOf('account_update', value)).toBe(id);
    expect(idOf('account_update', value, { time: time + 1 })).not.toBe(id);
    expect(idOf('account_update', value, { id: '1001' })).not.toBe(id);
    expect(idOf('account_update', { event: 'ACCOUNT_VIOLATION' })).not.toBe(id);
  });

  test('of a preference tells people apart, and no more of their number than its first and last digits', () => {
    const wish = (wa_id: string, value = 'stop') => {
      const preference = { wa_id, category: 'marketing_messages', value, timestamp: time };
      return idOf('user_preferences', { user_preferences: [preference] });
    };
    expect(wish('13125550123')).not.toBe(wish('13125550124'));
    expect(wish('13125550123')).not.toBe(wish('13125550123', 'resume'));
    expect(wish('13125550123')).toBe(wish('13129990123'));
  });

  test('of an error is the same for the same error', () => {
    const error = { code: 131031, title: 'Business account locked' };
    const id = idOf('messages', { errors: [error] });
    expect(idOf('messages', { errors: [error] })).toBe(id);
    expect(idOf('messages', { errors: [{ ...error, code: 131042 }] })).not.toBe(id);
  });
});

test('a preference other than for marketing is named and not counted', () => {
  const preferences = [
    { wa_id: '13125550123', category: 'utility_messages', value: 'stop', timestamp: time },
    { wa_id: '13125550123', category: 'marketing_messages', value: 'maybe', timestamp: time },
  ];
  expect(parse('user_preferences', { user_preferences: preferences })).toEqual({
    kind: 'parsed',
    events: [],
    ignored: ['preference utility_messages', 'preference maybe'],
  });
});
