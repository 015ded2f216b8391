import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { metricNames } from '../../functions/core/metric-names.ts';
import { type SpilledRequest, spilledRequestSchema, spilledText } from '../../functions/core/spilled-request.ts';
import { replay } from '../../functions/replay/replay.ts';
import { now, setUp, telnyx } from '../support/ingest.ts';
import { telnyxRequest, twilioRequest, twilioStatus } from '../support/signing.ts';

const delivered = twilioRequest(twilioStatus('delivered'));
const broken = async () => {
  throw new Error('the table is away');
};

describe('a webhook is answered', () => {
  test('204 by Twilio’s rules, taken or repeated, and counted once', async () => {
    const { send, entries, sums } = setUp();
    expect(await send(delivered)).toEqual({ status: 204 });
    expect(await send(delivered)).toEqual({ status: 204 });
    expect(entries.size).toBe(1);
    expect(sums[metricNames.webhooksAccepted]).toBe(2);
    expect(sums[metricNames.webhooksDuplicate]).toBe(1);
  });

  test('200 with an empty body by Telnyx’s rules', async () => {
    const { send } = setUp();
    const body = { data: { event_type: 'message.received', payload: {} } };
    expect(await send(telnyxRequest(body, telnyx.privateKey, now), 'telnyx')).toEqual({ status: 200 });
  });

  test.each([
    ['an unknown provider', 'sinch', 'main'],
    ['a provider named like a property of every object', 'constructor', 'main'],
    ['an unknown tenant', 'twilio', 'nobody'],
    ['a tenant named like a property of every object', 'twilio', '__proto__'],
  ])('404 for %s', async (_, provider, tenant) => {
    const { send, entries } = setUp();
    expect(await send(delivered, provider, tenant)).toMatchObject({ status: 404 });
    expect(entries.size).toBe(0);
  });

  test('405 for a method by which its provider does not send', async () => {
    expect(await setUp().send({ ...delivered, method: 'PUT' })).toMatchObject({ status: 405 });
    expect(await setUp().send({ ...delivered, method: 'GET' }, 'telnyx')).toMatchObject({ status: 405 });
  });

  test('413 over the provider’s limit, before anything is verified', async () => {
    const { send } = setUp({ secret: broken });
    expect(await send({ ...delivered, body: Buffer.alloc(256 * 1024 + 1) })).toMatchObject({ status: 413 });
  });

  test('403 for a bad signature, with the URL that was checked in the log but none of its values', async () => {
    const { send, log, notes, entries, sums } = setUp();
    const signed = twilioRequest(twilioStatus('sent'), {
      token: 'another',
      url: 'https://h.example/webhooks/twilio?user=secret',
    });
    expect(await send(signed)).toMatchObject({ status: 403 });
    expect(log.lines[0]).toMatchObject({
      level: 'warn',
      fields: { why: 'bad-signature', checkedUrl: 'https://h.example/webhooks/twilio?user=…' },
    });
    expect(notes).toMatchObject([{ kind: 'refused', why: 'bad-signature' }]);
    expect(entries.size).toBe(0);
    expect(sums[metricNames.webhooksRefused]).toBe(1);
  });

  test('403 while no secret is set', async () => {
    const { send } = setUp({ secret: async () => ({ kind: 'none' }) });
    expect(await send(delivered)).toMatchObject({ status: 403 });
  });

  test('accepted, counted and kept for inspection when it is authentic but malformed', async () => {
    const { send, quarantined, sums } = setUp();
    expect(await send(twilioRequest([['MessageStatus', 'sent']]))).toEqual({ status: 204 });
    expect(quarantined).toEqual(['no MessageSid']);
    expect(sums[metricNames.webhooksMalformed]).toBe(1);
  });

  test('accepted, counted as far as it can be read, and kept for inspection when part of it cannot', async () => {
    const { send, entries, quarantined, sums } = setUp({
      secret: async () => ({ kind: 'known', lines: ['app secret'] }),
    });
    const status = (id: unknown) => ({ id, status: 'sent', timestamp: '1748873100', recipient_id: '13125550123' });
    const value = { metadata: {}, statuses: [status('wamid.1'), status(null)] };
    const entry = [{ id: '1', changes: [{ field: 'messages', value }] }];
    const body = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
    const signature = createHmac('sha256', 'app secret').update(body).digest('hex');
    const headers = { 'x-hub-signature-256': `sha256=${signature}` };
    const request = { method: 'POST', urls: ['https://hooks.example.com/webhooks/meta'], headers, body };
    expect(await send(request, 'meta')).toEqual({ status: 200 });
    expect([...entries.values()]).toMatchObject([{ id: 'wamid.1', status: 'sent' }]);
    expect(quarantined).toEqual(['only in part: unreadable status']);
    expect(sums[metricNames.webhooksMalformed]).toBe(1);
  });

  test('accepted and set aside when the account is not one of the tenant’s', async () => {
    const { send, quarantined } = setUp();
    expect(await send(delivered, 'twilio', 'acme')).toEqual({ status: 204 });
    expect(quarantined).toEqual(['the account is not one of tenant acme']);
  });
});

describe('nothing is lost', () => {
  test.each([
    ['the journal is away', { journal: { load: broken, save: broken } }, true],
    ['other writers keep winning', { journal: { load: async () => undefined, save: async () => false } }, true],
    ['the number key cannot be read', { numberKey: broken }, true],
    ['the quarantine is away', { quarantine: broken }, true],
    ['the secret cannot be read', { secret: broken }, false],
    ['no secret is remembered', { secret: async () => ({ kind: 'unavailable', why: 'throttled' }) as const }, false],
  ])('when %s the request is spilled and accepted', async (what, overrides, verified) => {
    const { send, spilled, sums } = setUp(overrides);
    const request = what === 'the quarantine is away' ? twilioRequest([['MessageStatus', 'sent']]) : delivered;
    expect(await send(request)).toEqual({ status: 204 });
    expect(spilled).toHaveLength(1);
    expect(spilled[0]?.url).toBe(verified ? request.urls[0] : undefined);
    const headers = Object.keys(spilled[0]?.request.headers ?? {});
    expect(headers).toEqual(verified ? ['content-type'] : ['content-type', 'x-twilio-signature']);
    expect(sums[metricNames.webhooksSpilled]).toBe(1);
  });

  test('a question about the URL is answered 503 while the secret cannot be read, not with a refusal', async () => {
    const { send, spilled } = setUp({ secret: broken });
    const url = 'https://hooks.example.com/webhooks/meta?hub.mode=subscribe&hub.verify_token=t&hub.challenge=1';
    const question = { method: 'GET', urls: [url], headers: {}, body: Buffer.alloc(0) };
    expect(await send(question, 'meta')).toMatchObject({ status: 503 });
    expect(spilled).toEqual([]);
  });

  test('503 only when the journal and the spill queue both fail', async () => {
    const { send, sums } = setUp({ journal: { load: broken, save: broken }, spill: broken });
    expect(await send(delivered)).toMatchObject({ status: 503 });
    expect(sums[metricNames.webhooksLost]).toBe(1);
  });

  test('a spilled request survives its way through the queue and is replayed with its own time of receipt', async () => {
    const away = setUp({ journal: { load: broken, save: broken } });
    await away.send(delivered);
    const [first] = away.spilled;
    const back = spilledRequestSchema.parse(JSON.parse(spilledText(first as SpilledRequest)));
    const { deps, entries } = setUp({ now: () => now + 3_600_000 });
    expect(await replay(back, deps)).toEqual({ kind: 'taken' });
    expect([...entries.values()]).toMatchObject([{ status: 'delivered', updatedAt: now }]);
  });

  test('T16: a request spilled unverified is verified at replay by its time of receipt', async () => {
    const request = telnyxRequest({ data: { event_type: 'x', payload: {} } }, telnyx.privateKey, now);
    const unreadable = setUp({ secret: async () => ({ kind: 'unavailable', why: 'throttled' }) });
    await unreadable.send(request, 'telnyx');
    const spilled = unreadable.spilled[0] as SpilledRequest;
    const later = setUp({ now: () => now + 7_200_000, wall: () => now + 7_200_000 });
    expect(await replay(spilled, later.deps)).toEqual({ kind: 'taken' });
    const forged = { ...spilled, request: { ...spilled.request, body: Buffer.from('{}') } };
    expect(await replay(forged, later.deps)).toMatchObject({ kind: 'refused' });
  });

  test('a replay that cannot be taken throws, so that the queue keeps it', async () => {
    const away = setUp({ journal: { load: broken, save: broken } });
    await away.send(delivered);
    await expect(replay(away.spilled[0] as SpilledRequest, away.deps)).rejects.toThrow('the table is away');
  });
});

test('T20: a replayed request changes nothing, however often and however late', async () => {
  const { send, entries } = setUp();
  await send(delivered);
  const once = structuredClone([...entries.values()]);
  for (let i = 0; i < 5; i += 1) await send(delivered);
  expect([...entries.values()]).toEqual(once);
});

test('S1: sent, delivered and queued in any order end alike', async () => {
  const orders = [
    ['queued', 'sent', 'delivered'],
    ['delivered', 'sent', 'queued'],
    ['sent', 'delivered', 'queued'],
    ['delivered', 'queued', 'sent'],
  ];
  for (const order of orders) {
    const { send, entries } = setUp();
    for (const status of order) await send(twilioRequest(twilioStatus(status)));
    const [entry] = [...entries.values()];
    expect(entry).toMatchObject({ status: 'delivered', outcome: { is: 'delivered' } });
    expect(entry?.kind === 'message' && Object.keys(entry.seen).sort()).toEqual(['delivered', 'queued', 'sent']);
  }
});

test('no whole phone number and no body reaches the journal or the log', async () => {
  const { send, entries, log } = setUp();
  await send(twilioRequest(twilioStatus('delivered', { Body: 'your code is 123456' })));
  await send({ ...delivered, headers: {} });
  const kept = JSON.stringify([[...entries.values()], log.lines]);
  expect(kept).not.toMatch(/4155550123|4155550100|123456/);
  expect(kept).toContain('+1415•••0123');
});
