import { describe, expect, test } from 'vitest';
import { classOf, type InboundClasses } from '../../functions/core/inbound/classify.ts';

const classes: InboundClasses = {
  order: ['order', "where's my parcel", 'track it'],
  thanks: ['thanks', 'thank you', '👍'],
  complaint: ['order', 'refund', 'возврат', 'café', 'हिन्दी', '返金', 'คืนเงิน', 'straße'],
};

describe('an inbound message is of the class', () => {
  test.each([
    ['a word', 'my order please', 'order'],
    ['a word in capitals', 'ORDER?', 'order'],
    ['a word between punctuation', '(order)...', 'order'],
    ['a phrase', 'hi, thank   you!', 'thanks'],
    ['a phrase over lines', 'thank\nyou', 'thanks'],
    ['a phrase with an apostrophe', 'So WHERE’S my parcel', 'order'],
    ['an emoji', 'ok👍🏽', 'thanks'],
    ['a word of another alphabet', 'Возврат!', 'complaint'],
    ['an accent in one sign', 'the café', 'complaint'],
    ['an accent in two', 'the cafe\u0301', 'complaint'],
    ['full-width letters', 'ＲＥＦＵＮＤ', 'complaint'],
    ['vowel signs', 'मैं हिन्दी बोलता', 'complaint'],
    ['a script without spaces', '早く返金してください', 'complaint'],
    ['another script without spaces', 'ขอคืนเงินครับ', 'complaint'],
  ])('whose phrases it contains: %s', (_, text, expected) => {
    expect(classOf(text, 'telnyx', classes)).toBe(expected);
  });

  test.each([
    ['part of a word', 'reorder ordering border'],
    ['the words of a phrase in another order', 'you thank'],
    ['a phrase with a word in between', 'track all of it'],
    ['an accent less', 'the cafe'],
    ['a vowel sign less', 'हिन्द'],
    ['nothing', ''],
    ['no word at all', '?!'],
  ])('other, for %s', (_, text) => {
    expect(classOf(text, 'telnyx', classes)).toBe('other');
  });

  test('that comes first in the configuration', () => {
    expect(classOf('refund my order', 'telnyx', classes)).toBe('order');
    const { order, complaint } = classes;
    expect(classOf('refund my order', 'telnyx', { complaint: complaint ?? [], order: order ?? [] })).toBe('complaint');
  });

  test('of a keyword, before any of the team’s own', () => {
    const own = { mine: ['stop', 'help', 'yes'] };
    expect(classOf('STOP', 'telnyx', own)).toBe('stop');
    expect(classOf('help!', 'telnyx', own)).toBe('help');
    expect(classOf('Yes', 'twilio', own)).toBe('start');
    expect(classOf('Yes', 'telnyx', own)).toBe('mine');
    expect(classOf('please stop', 'telnyx', own)).toBe('mine');
  });

  test('of no phrase that has no word: it would be in every text', () => {
    expect(classOf('', 'telnyx', { odd: ['!!!', ''] })).toBe('other');
    expect(classOf('...', 'telnyx', { odd: ['!!!', ''] })).toBe('other');
  });
});

/** The shortest of a few runs, in milliseconds: what the machine does beside it is left out. */
function timeOf(run: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const begun = performance.now();
    run();
    return performance.now() - begun;
  });
  return Math.min(...times);
}

test.each([
  ['signs that might end a keyword', (n: number) => `${'!'.repeat(n)}x`],
  ['words that begin like a phrase', (n: number) => 'thank '.repeat(n / 6)],
  ['one long word', (n: number) => 'o'.repeat(n)],
  ['marks without letters', (n: number) => '\u0301'.repeat(n)],
  ['blanks', (n: number) => `x${' '.repeat(n)}x`],
])('a text of 400,000 %s takes a moment, not a minute', (_, textOf) => {
  const text = textOf(400_000);
  expect(timeOf(() => classOf(text, 'telnyx', classes))).toBeLessThan(2_000);
});
