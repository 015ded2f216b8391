import { describe, expect, test } from 'vitest';
import { errorClasses } from '../../functions/core/errors/classes.ts';
import { countedText, shareText, spentOn } from '../../functions/rules/amount-words.ts';
import { amountNames, amountOf, countName, moneyName, moneyNames } from '../../functions/rules/amounts.ts';

/** Every measure is another power of two, so that a sum tells what is in it. */
const measures = {
  'o.started': 2 ** 12,
  'o.scheduled': 1,
  'o.sent': 2,
  'o.delivered': 4,
  'o.undelivered': 8,
  'o.failed': 16,
  'o.canceled': 32,
  'o.unconfirmed': 64,
  'o.expired': 128,
  'o.read': 256,
  'o.heardLate': 512,
  'o.late': 1024,
  'o.conflict': 2048,
  'o.call.started': 1,
  'o.call.answered': 2,
  'o.call.completed': 4,
  'o.call.busy': 8,
  'o.call.no-answer': 16,
  'o.call.failed': 32,
  'o.call.canceled': 64,
  'o.segments': 1,
  'o.inbound.received': 2,
  'o.consent.opted-out': 4,
  'o.consent.opted-in': 8,
  'o.fault.error': 16,
  'o.fault.warning': 32,
  'o.fault.ours': 64,
  'o.app.generated.llm': 128,
  'o.app.generated.template': 256,
  'o.app.skipped.quiet-hours': 512,
  'o.app.skipped.daily-limit': 1024,
  'o.app.breach.consent': 2048,
  'o.app.breach.quiet-hours': 4096,
  'o.app.retry.succeeded': 8192,
  'o.app.retry.failed': 16384,
  'o.app.api.telnyx.ok': 20,
  'o.app.api.telnyx.server-error': 10,
  'o.app.api.telnyx-voice.ok': 5,
  'o.costMicros': 1,
  'o.carrierFeeMicros': 2,
  'o.failedCostMicros': 4,
  'o.call.costMicros': 8,
  'o.inbound.costMicros': 16,
  'o.app.generationCostMicros': 32,
  'o.error.throttled': 7,
  't.delivered': 9,
};

const amounts: [name: string, amount: number, text: string][] = [
  ['started', 4096, '4,096 messages started'],
  ['scheduled', 1, '1 message planned'],
  ['sent', 2, '2 messages sent'],
  ['delivered', 4, '4 messages delivered'],
  ['undelivered', 8, '8 messages undelivered'],
  ['failed', 16, '16 messages failed before the carrier had it'],
  ['canceled', 32, '32 messages canceled'],
  ['unconfirmed', 64, '64 messages unconfirmed'],
  ['expired', 128, '128 messages expired without a receipt'],
  ['read', 256, '256 messages read'],
  ['settled', 4 + 8 + 16, '28 messages settled'],
  ['finished', 4 + 8 + 16 + 32 + 64 + 128, '252 messages ended'],
  ['failures', 8 + 16, '24 messages failed'],
  ['pending', 4096 - 252, '3,844 messages still on the way'],
  ['heardLate', 512, '512 messages heard of late'],
  ['late', 1024, '1,024 receipts after the message had expired'],
  ['conflicts', 2048, '2,048 messages with two endings'],
  ['calls.started', 1, '1 call started'],
  ['calls.answered', 2, '2 calls answered'],
  ['calls.completed', 4, '4 calls completed'],
  ['calls.busy', 8, '8 calls busy'],
  ['calls.no-answer', 16, '16 calls without an answer'],
  ['calls.failed', 32, '32 calls failed'],
  ['calls.canceled', 64, '64 calls canceled'],
  ['calls.ended', 4 + 8 + 16 + 32 + 64, '124 calls ended'],
  ['segments', 1, '1 segment'],
  ['inbound', 2, '2 messages from people'],
  ['optOuts', 4, '4 opt-outs'],
  ['optIns', 8, '8 opt-ins'],
  ['faults.error', 16, '16 errors reported by the provider'],
  ['faults.warning', 32, '32 warnings reported by the provider'],
  ['faults.ours', 64, '64 faults with our webhooks'],
  ['generations', 128 + 256, '384 texts made'],
  ['generations.llm', 128, '128 texts made by the model'],
  ['generations.template', 256, '256 texts made by the template'],
  ['skipped.quiet-hours', 512, '512 recipients skipped in quiet hours'],
  ['skipped.daily-limit', 1024, '1,024 recipients skipped at the daily limit'],
  ['intended', 4096 + 512 + 1024, '5,632 recipients to be written to'],
  ['breaches', 2048 + 4096, '6,144 violations of consent or quiet hours'],
  ['retries', 8192 + 16384, '24,576 further attempts'],
  ['retries.succeeded', 8192, '8,192 further attempts successful'],
];

const money: [name: string, micros: number, on: string][] = [
  ['cost', 1, 'messages'],
  ['carrierFee', 2, "carriers' fees"],
  ['failedCost', 4, 'failed messages'],
  ['callCost', 8, 'calls'],
  ['inboundCost', 16, 'messages from people'],
  ['generationCost', 32, 'generated texts'],
];

describe('an amount', () => {
  test.each(amounts)('%s is %i: %s', (name, amount, text) => {
    expect(countName.parse(name)).toBe(name);
    expect(amountOf(name, measures)).toBe(amount);
    expect(countedText(name, amount)).toBe(text);
  });

  test.each(money)('of money: %s is %i micro-dollars for %s', (name, micros, on) => {
    expect(moneyName.parse(name)).toBe(name);
    expect(amountOf(name, measures)).toBe(micros);
    expect(spentOn(name)).toBe(on);
  });

  test('of every name there is stands in these tables', () => {
    expect(amounts.map(([name]) => name)).toEqual(amountNames);
    expect(money.map(([name]) => name)).toEqual(moneyNames);
  });

  test.each([...errorClasses])('error.%s counts the failures of the class', (one) => {
    expect(countName.parse(`error.${one}`)).toBe(`error.${one}`);
    expect(amountOf(`error.${one}`, { [`o.error.${one}`]: 3 })).toBe(3);
    expect(countedText(`error.${one}`, 3)).toMatch(/^3 messages failed: /);
  });

  test('api.<name> counts all calls of that API, however they ended', () => {
    expect(countName.parse('api.telnyx')).toBe('api.telnyx');
    expect(amountOf('api.telnyx', measures)).toBe(30);
    expect(countedText('api.telnyx', 30)).toBe('30 calls of the API telnyx');
  });

  test('apiFailures.<name> counts those that ended with a server error or a timeout', () => {
    const ends = { ok: 1, 'client-error': 2, 'server-error': 4, timeout: 8 };
    const calls = Object.fromEntries(Object.entries(ends).map(([end, count]) => [`o.app.api.telnyx.${end}`, count]));
    expect(countName.parse('apiFailures.telnyx')).toBe('apiFailures.telnyx');
    expect(amountOf('apiFailures.telnyx', { ...calls, 'o.app.api.twilio.timeout': 16 })).toBe(12);
    expect(countedText('apiFailures.telnyx', 12)).toBe('12 calls of the API telnyx failed');
  });

  test.each<[name: string, amount: number, text?: string]>([
    ['o.error.throttled', 7],
    ['t.delivered', 9],
    ['o.app.api.telnyx.server-error', 10, '10 calls of the API telnyx ended with server-error'],
    ['o.app.count.orders', 0, '0 × orders'],
    ['o.app.violation.tcpa', 0],
    ['o.inbound.class.stop', 0],
  ])('may be a measure by its own name: %s', (name, amount, text = `${amount} × ${name}`) => {
    expect(countName.parse(name)).toBe(name);
    expect(amountOf(name, measures)).toBe(amount);
    expect(countedText(name, amount)).toBe(text);
  });

  test('may be a measure of money by its own name', () => {
    expect(moneyName.parse('o.call.costMicros')).toBe('o.call.costMicros');
    expect(amountOf('o.call.costMicros', measures)).toBe(8);
  });

  test.each(['u.users', 'x.code.30034', 'deliverd', 'error.bad-luck', 'toString', 'cost', 'o.costMicros', '', 3])(
    'that is none is refused with the names there are: %s',
    (name) => {
      expect(countName.safeParse(name).error?.issues[0]?.message).toMatch(
        /^name an amount: started, .*calls\.ended.*, error\.<class>, api\.<name>, apiFailures\.<name>, or a measure such as/,
      );
    },
  );

  test.each(['u.users', 'failures', 'o.started', 'price', 'constructor', 'x.costMicros'])(
    'that is no money is refused with the names there are: %s',
    (name) => {
      expect(moneyName.safeParse(name).error?.issues[0]?.message).toBe(
        'name money: cost, carrierFee, failedCost, callCost, inboundCost, generationCost, or a measure that ends in Micros',
      );
    },
  );
});

describe('a share in numbers', () => {
  const evidence = { sample: 200, failures: 41, window: { from: 0, to: 0 }, codes: [], hit: [] };
  const same = '{failures} of {sample}';

  test.each([
    ['failures', 'settled', false, `${same} messages failed`],
    ['delivered', 'settled', true, `${same} messages failed`],
    ['delivered', 'started', true, `${same} messages not delivered`],
    ['calls.failed', 'calls.ended', false, `${same} calls failed`],
    ['calls.completed', 'calls.ended', true, `${same} calls not completed`],
    ['generations.template', 'generations', false, `${same} texts made by the template`],
    ['skipped.daily-limit', 'intended', false, `${same} recipients skipped at the daily limit`],
    ['retries.succeeded', 'retries', true, `${same} further attempts not successful`],
    ['o.app.api.telnyx.server-error', 'api.telnyx', false, `${same} calls of the API telnyx ended with server-error`],
    ['apiFailures.telnyx', 'api.telnyx', false, `${same} calls of the API telnyx failed`],
    ['optOuts', 'sent', false, '41 opt-outs, of 200 messages sent'],
    ['o.app.count.conversions', 'delivered', true, '159 × conversions, of 200 messages delivered'],
  ])('%s of %s, below: %s', (of, over, below, text) => {
    expect(shareText({ of, over }, evidence, below)).toBe(text);
  });
});
