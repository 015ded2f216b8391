import { describe, expect, test } from 'vitest';
import type { Labels } from '../../functions/core/entry-base.ts';
import type { CappedDimension } from '../../functions/core/label-cap.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { day, hour, minute } from '../../functions/core/time.ts';
import type { IngestDeps } from '../../functions/ingest/ingest.ts';
import { recordPrepared } from '../../functions/ingest/record-prepared.ts';
import { journalEvent, start } from '../support/events.ts';
import { now, setUp, telnyx } from '../support/ingest.ts';
import { memoryJournal } from '../support/memory-journal.ts';
import { telnyxRequest } from '../support/signing.ts';
import { plainTaking, tenant } from '../support/taking.ts';

const sentLabels: Labels = {
  carrier: 'AT&T',
  country: 'US',
  campaign: 'spring',
  user: 'u-7',
  template: 'hello',
  pool: 'p',
};

/** A Telnyx webhook of somebody who writes to the team. */
function letter(text: string, tags: string[] = [], more: object = {}) {
  const payload = {
    id: 'in-1',
    direction: 'inbound',
    type: 'SMS',
    from: { phone_number: '+14155550123', carrier: 'Verizon' },
    to: [{ phone_number: '+14155550100' }],
    text,
    tags,
    received_at: new Date(now).toISOString(),
    ...more,
  };
  const data = { event_type: 'message.received', id: 'ev-1', occurred_at: new Date(now).toISOString(), payload };
  return telnyxRequest({ data }, telnyx.privateKey, now);
}

/** A Telnyx webhook of a message that failed. */
function failure(code: string, tags: string[] = []) {
  const payload = {
    id: 'out-1',
    direction: 'outbound',
    type: 'SMS',
    from: { phone_number: '+14155550100' },
    to: [{ phone_number: '+14155550123', carrier: 'Verizon', status: 'delivery_failed' }],
    errors: [{ code, title: 'x' }],
    tags,
  };
  const data = { event_type: 'message.finalized', id: 'ev-2', occurred_at: new Date(now).toISOString(), payload };
  return telnyxRequest({ data }, telnyx.privateKey, now);
}

/** What is in the journal after one request. */
async function taken(request: ReturnType<typeof letter>, overrides: Partial<IngestDeps> = {}) {
  const world = setUp(overrides);
  expect(await world.send(request, 'telnyx')).toEqual({ status: 200 });
  const ofKind = (kind: string) => [...world.entries.values()].find((entry) => entry.kind === kind);
  return { ...world, inbound: ofKind('inbound'), consent: ofKind('consent'), message: ofKind('message') };
}

/** The team's last message to everybody was so long ago. */
const wroteAgo = (ago: number): Partial<IngestDeps> => ({
  lastSentTo: async (_, __, from, to) =>
    now - ago >= from && now - ago <= to ? { startedAt: now - ago, labels: sentLabels } : undefined,
});

describe('somebody who writes', () => {
  const inbound = { classes: {}, immediate: 10 * minute, answer: 2 * hour };
  test.each([
    ['at once', 0, 'immediate'],
    ['when the time for it ends', 10 * minute, 'immediate'],
    ['a moment later', 10 * minute + 1, 'delayed'],
    ['when an answer is just one', 2 * hour, 'delayed'],
    ['after that', 2 * hour + 1, 'unprompted'],
  ])('%s, answers: %i ms is %s', async (_, ago, response) => {
    const { inbound: entry } = await taken(letter('hello'), {
      tenants: { main: tenant({ inbound }) },
      ...wroteAgo(ago),
    });
    expect(entry).toMatchObject({ response });
    expect(entry?.labels.campaign).toBe(response === 'unprompted' ? undefined : 'spring');
  });

  test('is counted for the campaign, user and template that they answer, and for nothing else of it', async () => {
    const { inbound: entry, consent } = await taken(letter('hello'), wroteAgo(day));
    expect(entry?.labels).toMatchObject({ campaign: 'spring', user: 'u-7', template: 'hello', carrier: 'Verizon' });
    expect(entry?.labels.pool).toBeUndefined();
    expect(consent).toBeUndefined();
  });

  test('STOP opts out of the campaign that they answer', async () => {
    const { inbound: entry, consent } = await taken(letter('STOP'), wroteAgo(day));
    expect(entry).toMatchObject({ class: 'stop', response: 'delayed', labels: { campaign: 'spring', user: 'u-7' } });
    expect(consent).toMatchObject({
      status: 'opted-out',
      labels: { campaign: 'spring', user: 'u-7', template: 'hello' },
    });
  });

  test('with labels of their own keeps them', async () => {
    const own = letter('STOP', ['campaign:autumn']);
    const { inbound: entry, consent } = await taken(own, wroteAgo(day));
    expect([entry?.labels.campaign, consent?.labels.campaign]).toEqual(['autumn', 'autumn']);
    expect(entry?.labels.user).toBe('u-7');
  });

  test('answers a campaign rather than what the number is registered for', async () => {
    const registered = letter('STOP', [], { tcr_campaign_id: 'CTCR1' });
    const answer = await taken(registered, wroteAgo(day));
    expect([answer.inbound?.labels.campaign, answer.consent?.labels.campaign]).toEqual(['spring', 'spring']);
    const unasked = await taken(registered);
    expect([unasked.inbound?.labels.campaign, unasked.consent?.labels.campaign]).toEqual(['CTCR1', 'CTCR1']);
  });

  test('is of a class of the team’s own', async () => {
    const classes = { order: ['where is my order'], stop: ['leave me alone'] };
    const main = tenant({ inbound: { ...inbound, classes } });
    expect((await taken(letter('So, where is my order?'), { tenants: { main } })).inbound).toMatchObject({
      class: 'order',
    });
    const { consent } = await taken(letter('leave me alone!'), { tenants: { main } });
    expect(consent).toMatchObject({ status: 'opted-out' });
  });
});

describe('a label for which the day has no room', () => {
  const refusing = (...refused: CappedDimension[]): Partial<IngestDeps> => ({
    admits: async (_, __, dimension) => !refused.includes(dimension),
  });
  const tags = ['campaign:c', 'template:t'];

  test.each([
    ['carrier', { carrier: 'other', campaign: 'c', template: 't' }],
    ['campaign', { carrier: 'Verizon', campaign: 'other', template: 't' }],
    ['template', { carrier: 'Verizon', campaign: 'c', template: 'other' }],
    ['sender', { carrier: 'Verizon', campaign: 'c', sender: 'other' }],
  ] as const)('is counted as other, and no other label: %s', async (dimension, labels) => {
    const { message, sums } = await taken(failure('40008', tags), refusing(dimension));
    expect(message?.labels).toMatchObject(labels);
    expect(sums[metricNames.labelsFolded]).toBe(1);
  });

  test('is an error code: the entry keeps what the provider said', async () => {
    const { message } = await taken(failure('40008', tags), refusing('errorCode'));
    expect(message).toMatchObject({ errorCode: '40008', countedCode: 'other', labels: { campaign: 'c' } });
  });

  test('is asked for by the tenant’s local day, and told how many were folded', async () => {
    const asked: [string, number, string, string][] = [];
    const main = tenant({ timeZone: 'Asia/Tokyo' });
    const { sums } = await taken(failure('40008', tags), {
      tenants: { main },
      admits: async (...question) => {
        asked.push(question);
        return false;
      },
    });
    // 14:05 UTC is 23:05 of the same day in Tokyo.
    const today = Date.UTC(2025, 5, 1, 15);
    expect(asked).toContainEqual(['main', today, 'campaign', 'c']);
    expect(asked).toContainEqual(['main', today, 'carrier', 'telnyx|Verizon']);
    expect(asked).toContainEqual(['main', today, 'errorCode', 'telnyx|40008']);
    expect(sums[metricNames.labelsFolded]).toBe(asked.length);
  });

  test('is asked for on the day of the entry, and only for what the entry does not know yet', async () => {
    const asked: [string, number, string, string][] = [];
    const deps = {
      ...plainTaking,
      metric: () => undefined,
      admits: async (...question: (typeof asked)[number]) => asked.push(question) > 0,
    };
    const journal = memoryJournal();
    const labels = { carrier: 'unknown', country: 'US', campaign: 'spring' };
    await recordPrepared(journalEvent('sent', { labels }), tenant(), journal, deps);
    const at = start + 2 * day;
    const receipt = { at, startedAt: at, receivedAt: at, labels: { ...labels, carrier: 'AT&T' } };
    await recordPrepared(journalEvent('delivered', receipt), tenant(), journal, deps);
    const entryDay = Date.UTC(2025, 5, 2);
    expect(asked).toEqual([
      ['main', entryDay, 'campaign', 'spring'],
      ['main', entryDay, 'carrier', 'twilio|AT&T'],
    ]);
  });

  test('is not found where everything has room', async () => {
    const { message, sums } = await taken(failure('40008', tags));
    expect(message).toMatchObject({ countedCode: '40008', labels: { carrier: 'Verizon', campaign: 'c' } });
    expect(sums[metricNames.labelsFolded]).toBeUndefined();
  });
});

describe('a webhook goes to the spill queue, and is accepted', () => {
  const broken = async () => {
    throw new Error('the table is away');
  };
  test.each([
    ['the message that it answers', { lastSentTo: broken }],
    ['whether its labels have room', { admits: broken }],
  ])('when nobody can say %s', async (_, overrides) => {
    const { entries, spilled, sums } = await taken(letter('STOP', ['campaign:c']), overrides);
    expect(entries.size).toBe(0);
    expect(spilled).toHaveLength(1);
    expect(sums[metricNames.webhooksSpilled]).toBe(1);
  });
});
