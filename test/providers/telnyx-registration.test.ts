import { describe, expect, test } from 'vitest';
import { eventsOf, occurredAt, parsedBody, parsedEvent } from './telnyx-events.ts';

const types = {
  brand: '10dlc.brand.update',
  campaign: '10dlc.campaign.update',
  number: '10dlc.phone_number.update',
} as const;
const ids = { brandId: 'brand-1', campaignId: 'campaign-1', phoneNumber: '+13125550100' };
const news = (unit: keyof typeof types, payload: Record<string, unknown>) =>
  parsedEvent(types[unit], { ...ids, ...payload });

type Row = [type: string | undefined, event: string | undefined, status: string | undefined, is: string | undefined];

function expectStanding(unit: keyof typeof types, [type, eventType, status, is]: Row): void {
  const word = eventType ?? status ?? type;
  expect(news(unit, { type, eventType, status })).toMatchObject({
    events: [{ kind: 'registration', unit, status: is, word, at: occurredAt }],
    ignored: [],
  });
}

describe('a brand', () => {
  test.each<Row>([
    ['REGISTRATION', undefined, 'success', 'active'],
    ['REGISTRATION', undefined, 'failed', 'rejected'],
    ['registration', undefined, 'FAILED', 'rejected'],
    ['REVET', undefined, 'success', 'active'],
    ['REVET', undefined, 'failed', 'rejected'],
    ['ORDER_EXTERNAL_VETTING', undefined, 'success', 'active'],
    ['ORDER_EXTERNAL_VETTING', undefined, 'failed', 'rejected'],
    ['ORDER_EXTERNAL_VETTING', undefined, undefined, undefined],
    ['TCR_BRAND_UPDATE', 'BRAND_ADD', 'success', 'active'],
    ['TCR_BRAND_UPDATE', 'BRAND_ADD', 'failed', 'rejected'],
    ['TCR_BRAND_UPDATE', 'BRAND_ADD', undefined, undefined],
    ['TCR_BRAND_UPDATE', 'BRAND_APPEAL_ADD', 'success', undefined],
    ['TCR_BRAND_UPDATE', 'BRAND_APPEAL_COMPLETE', 'failed', 'rejected'],
    ['TCR_BRAND_UPDATE', 'BRAND_REVET', 'success', 'active'],
    ['TCR_BRAND_UPDATE', 'BRAND_REVET', 'VERIFIED', 'active'],
  ])('after %s %s %s is %s', (...row) => expectStanding('brand', row));
});

describe('a campaign', () => {
  test.each<Row>([
    ['REGISTRATION', undefined, 'success', 'pending'],
    ['REGISTRATION', undefined, 'failed', 'rejected'],
    ['TELNYX_REVIEW', undefined, 'ACCEPTED', 'pending'],
    ['TELNYX_REVIEW', undefined, 'REJECTED', 'rejected'],
    ['MNO_REVIEW', undefined, 'ACCEPTED', 'active'],
    ['MNO_REVIEW', undefined, 'APPROVED', 'active'],
    ['MNO_REVIEW', undefined, 'REJECTED', 'rejected'],
    ['VERIFIED', undefined, undefined, 'active'],
    ['NUMBER_POOL_PROVISIONED', undefined, undefined, undefined],
    ['NUMBER_POOL_DEPROVISIONED', undefined, undefined, undefined],
    ['TELNYX_EVENT', undefined, 'DORMANT', 'dormant'],
    ['CAMPAIGN_NUDGE', undefined, undefined, undefined],
    ['TCR_EVENT', 'CAMPAIGN_ADD', undefined, 'pending'],
    ['TCR_EVENT', 'CAMPAIGN_BILLED', undefined, undefined],
    ['TCR_EVENT', 'CAMPAIGN_DCA_COMPLETE', undefined, undefined],
    ['TCR_EVENT', 'CAMPAIGN_EXPIRED', undefined, 'expired'],
    ['TCR_EVENT', 'CAMPAIGN_NUDGE', undefined, undefined],
    ['TCR_EVENT', 'CAMPAIGN_RESUBMISSION', undefined, 'pending'],
    ['TCR_EVENT', 'CAMPAIGN_UPDATE', undefined, undefined],
    ['TCR_EVENT', 'MNO_CAMPAIGN_OPERATION_APPROVED', undefined, 'active'],
    ['TCR_EVENT', 'MNO_CAMPAIGN_OPERATION_REJECTED', undefined, 'rejected'],
    ['TCR_EVENT', 'MNO_CAMPAIGN_OPERATION_REVIEW', undefined, 'pending'],
    ['TCR_EVENT', 'MNO_CAMPAIGN_OPERATION_SUSPENDED', undefined, 'suspended'],
    ['TCR_EVENT', 'MNO_CAMPAIGN_OPERATION_UNSUSPENDED', undefined, 'active'],
    ['tcr_event', 'mno_campaign_operation_suspended', undefined, 'suspended'],
  ])('after %s %s %s is %s', (...row) => expectStanding('campaign', row));
});

describe('a number', () => {
  test.each<Row>([
    ['ASSIGNMENT', undefined, 'success', 'active'],
    ['ASSIGNMENT', undefined, 'failed', 'rejected'],
    ['DELETION', undefined, 'success', 'removed'],
    ['DELETION', undefined, 'failed', undefined],
    ['STATUS_UPDATE', undefined, 'ADDED', 'active'],
    ['STATUS_UPDATE', undefined, 'DELETED', 'removed'],
    ['STATUS_UPDATE', undefined, 'PENDING', 'pending'],
    ['STATUS_UPDATE', undefined, 'FAILED', 'rejected'],
    [undefined, undefined, 'ADDED', 'active'],
  ])('after %s %s %s is %s', (...row) => expectStanding('number', row));

  test('is told apart by the number itself, else by its campaign', () => {
    const status = { type: 'STATUS_UPDATE', status: 'ADDED' };
    expect(eventsOf(news('number', { ...status, tcrCampaignId: 'CTEST01' }))).toMatchObject([
      { from: '+13125550100', unitId: 'CTEST01', registration: 'CTEST01' },
    ]);
    expect(eventsOf(news('number', { ...status, phoneNumber: null }))).toMatchObject([
      { from: undefined, unitId: 'campaign-1' },
    ]);
    expect(eventsOf(parsedEvent(types.number, { ...status, phoneNumber: '+13125550100' }))).toMatchObject([
      { from: '+13125550100' },
    ]);
  });
});

describe('news of a registration', () => {
  test.each([
    ['brand', { type: 'REPAINTED' }, 'REPAINTED'],
    ['campaign', { type: 'TCR_EVENT', eventType: 'CAMPAIGN_REPAINTED' }, 'CAMPAIGN_REPAINTED'],
    ['campaign', { type: 'MNO_REVIEW', status: 'PUZZLED' }, 'PUZZLED'],
    ['campaign', { type: 'constructor' }, 'constructor'],
    ['number', { type: 'STATUS_UPDATE', status: '__proto__' }, '__proto__'],
    ['campaign', {}, 'none'],
  ] as const)('of a %s in words that we do not know is kept without a status, and named: %j', (unit, payload, word) => {
    expect(news(unit, payload)).toMatchObject({
      events: [{ unit, status: undefined, word }],
      ignored: [`${unit} news ${word}`],
    });
  });

  test('says why, without the number', () => {
    const reasons = [{ fields: ['ein'], description: 'Wrong EIN' }, 'No website', { description: 7 }, null];
    expect(eventsOf(news('brand', { type: 'REGISTRATION', status: 'failed', reasons }))).toMatchObject([
      { reason: 'Wrong EIN; No website' },
    ]);
    const description = 'The number +13125550100 is taken';
    expect(eventsOf(news('number', { type: 'ASSIGNMENT', status: 'failed', description }))).toMatchObject([
      { reason: 'The number ••• is taken' },
    ]);
    const long = eventsOf(news('brand', { type: 'REVET', description: 'x'.repeat(900) }))[0];
    expect(long).toMatchObject({ reason: 'x'.repeat(200) });
    expect(eventsOf(news('brand', { type: 'REVET', reasons: [] }))).toMatchObject([{ reason: undefined }]);
  });

  test('without its unit is set aside', () => {
    for (const type of Object.values(types)) {
      expect(parsedEvent(type, { type: 'REGISTRATION', status: 'failed' })).toMatchObject({ kind: 'malformed' });
    }
  });
});

describe('news without an envelope', () => {
  const update = { campaignId: 'campaign-1', brandId: 'brand-1', type: 'TELNYX_EVENT', status: 'DORMANT' };

  test('is taken, and known by its content', () => {
    const [event] = eventsOf(parsedBody(update));
    expect(event).toMatchObject({ unit: 'campaign', unitId: 'campaign-1', status: 'dormant', at: undefined });
    expect(event?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(eventsOf(parsedBody(update))[0]?.id).toBe(event?.id);
    expect(eventsOf(parsedBody({ ...update, status: 'ACCEPTED' }))[0]?.id).not.toBe(event?.id);
  });

  test('is of the smallest unit that it names', () => {
    expect(eventsOf(parsedBody({ brandId: 'brand-1', type: 'REVET', status: 'success' }))).toMatchObject([
      { unit: 'brand', unitId: 'brand-1' },
    ]);
    expect(eventsOf(parsedBody({ ...ids, type: 'ASSIGNMENT', status: 'success' }))).toMatchObject([
      { unit: 'number', from: '+13125550100' },
    ]);
  });

  test('a click on a shortened link is named, in an envelope or not', () => {
    const click = { message_id: 'm-1', time_clicked: '2025-06-02T14:05:00Z', to: '+13125550123', url: 'https://a.b' };
    for (const body of [click, { data: click }]) {
      expect(parsedBody(body)).toEqual({ kind: 'parsed', events: [], ignored: ['link click'] });
    }
  });
});

describe('a WhatsApp account', () => {
  test.each([
    ['ACCOUNT_OFFBOARDED', 'disconnected'],
    ['PARTNER_REMOVED', 'disconnected'],
    ['ACCOUNT_RECONNECTED', 'active'],
    ['PARTNER_ADDED', 'active'],
    ['ACCOUNT_DELETED', 'removed'],
  ])('after %s is %s', (event, status) => {
    expect(eventsOf(parsedEvent('whatsapp.account.update', { event, waba_id: 'waba-1' }))).toMatchObject([
      { unit: 'account', unitId: 'waba-1', status, word: event },
    ]);
  });

  test('is named after anything else', () => {
    const event = { event: 'ACCOUNT_REPAINTED', waba_id: 'waba-1' };
    expect(parsedEvent('whatsapp.account.update', event)).toMatchObject({
      events: [{ unit: 'account', status: undefined }],
      ignored: ['account news ACCOUNT_REPAINTED'],
    });
  });
});
