import { describe, expect, test } from 'vitest';
import { errorCatalogues, errorClassOf, errorProviders, explainError } from '../../functions/core/errors/catalogue.ts';
import { type ErrorClass, errorClasses, errorClassText, retryText } from '../../functions/core/errors/classes.ts';

const codesOf = (provider: string) => errorCatalogues[provider]?.tables.flatMap((table) => Object.keys(table)) ?? [];

const meanings = errorProviders.flatMap((provider) =>
  codesOf(provider).map((code) => {
    const meaning = explainError(code, provider);
    if (!meaning) throw new Error(`${provider} ${code} is in a table and not explained`);
    return { ...meaning, name: `${provider} ${code}` };
  }),
);

describe('the catalogue of error codes', () => {
  test.each([
    ['twilio', 543],
    ['telnyx', 100],
    ['meta', 23],
  ])('%s: %d codes, each of them once', (provider, count) => {
    expect(new Set(codesOf(provider)).size).toBe(count);
    expect(codesOf(provider)).toHaveLength(count);
  });

  test('every code is a number, and so no key of a prototype', () => {
    expect(meanings.filter(({ code }) => !/^\d{3,6}$/.test(code))).toEqual([]);
  });

  test('every meaning is a few words: no sentence, small letters unless a name comes first', () => {
    const isShort =
      /^(?:[a-z]|[A-Z]{2}|AT&T|T-Mobile|TwiML|Twilio|Telnyx|Meta|WhatsApp|Business Manager|Campaign Verify|10DLC).{2,59}$/;
    expect(meanings.filter(({ meaning }) => !isShort.test(meaning) || meaning.endsWith('.'))).toEqual([]);
  });

  test('every remedy is one sentence that says what to do, of at most 200 characters', () => {
    const isSentence = /^[A-Z][^.]*(?:\.[^ .][^.]*)*\.$/;
    const others = meanings.filter(({ remedy }) => !isSentence.test(remedy) || remedy.length > 200);
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  test('a remedy can follow a colon: only names of providers begin with a capital there', () => {
    expect(meanings.filter(({ remedy }) => /^(?:[A-Z]{2}|AT&T|T-Mobile|Meta\b|WhatsApp)/.test(remedy))).toEqual([]);
  });

  test('every row names where the knowledge comes from, and of which month it is', () => {
    for (const { name, source } of meanings) {
      expect(source.url, name).toMatch(
        /^https:\/\/(?:www\.twilio\.com|developers\.telnyx\.com|developers\.facebook\.com)\//,
      );
      expect(source.asOf, name).toMatch(/^20\d\d-(?:0[1-9]|1[0-2])$/);
    }
    expect(explainError('30007', 'twilio')?.source.url).toBe('https://www.twilio.com/docs/api/errors/30007');
  });

  test('every class and every kind of retry is used and has words', () => {
    expect(new Set(meanings.map((meaning) => meaning.class))).toEqual(new Set(errorClasses));
    expect(Object.keys(errorClassText)).toEqual([...errorClasses]);
    expect(new Set(meanings.map(({ retry }) => retry))).toEqual(new Set(Object.keys(retryText)));
  });

  test('no two providers share a code, so a code alone is enough to explain it', () => {
    expect(new Set(meanings.map(({ code }) => code)).size).toBe(meanings.length);
  });
});

describe('what a code means', () => {
  test.each([
    ['twilio', '30007', 'carrier-filtered', 'no', 'filtered'],
    ['twilio', '30003', 'handset', 'later', 'handset unreachable'],
    ['twilio', '21610', 'opted-out', 'no', 'recipient opted out'],
    ['twilio', '30034', 'unregistered', 'after-fix', 'number not registered'],
    ['twilio', '11200', 'configuration', 'after-fix', 'webhook failed'],
    ['twilio', '30441', 'unregistered', 'no', 'toll-free refused: sex'],
    ['twilio', '30821', 'unregistered', 'after-fix', 'sender refused: summary incomplete'],
    ['twilio', '30790', 'unregistered', 'later', 'registration failed: internal error'],
    ['twilio', '91308', 'configuration', 'after-fix', 'event sink error'],
    ['telnyx', '40008', 'unknown', 'later', 'undeliverable'],
    ['telnyx', '75299', 'configuration', 'after-fix', 'webhook answered 2xx other than 200'],
    ['telnyx', '10011', 'throttled', 'later', 'too many requests'],
    ['meta', '131026', 'invalid-number', 'no', 'not on WhatsApp'],
    ['meta', '368', 'account', 'after-fix', 'blocked for the policy'],
  ])('%s %s: %s, retry %s, %s', (provider, code, errorClass, retry, meaning) => {
    expect(explainError(code, provider)).toMatchObject({ code, provider, class: errorClass, retry, meaning });
  });

  test('a code is explained by its own provider only, and by the one that has it where none is named', () => {
    expect(explainError('30007', 'telnyx')).toBeUndefined();
    expect(explainError('40008')?.provider).toBe('telnyx');
    expect(explainError('99999')).toBeUndefined();
  });
});

const classes: [provider: string, errorClass: ErrorClass, codes: string][] = [
  ['twilio', 'carrier-filtered', '30007 63013 63026 63032 63049 30450 30453 30485'],
  ['twilio', 'opted-out', '21610 30004 30630 63014 63033 63050'],
  ['twilio', 'invalid-number', '21211 21614 21635 30005 30006 63003 63024'],
  ['twilio', 'handset', '30003 30046 63036'],
  ['twilio', 'unregistered', '30024 30032 30033 30034 30035 30040 30041 30042 30043'],
  ['twilio', 'content', '63016 63040 63041 63042'],
  ['twilio', 'throttled', '30001 30017 30022 30023 30027 30036 30454 21611 63017 63018'],
  ['twilio', 'account', '30002 30037 21408 63020 63051'],
  ['twilio', 'carrier-down', '30020 30021 30410 30500 63009 63010 63012'],
  ['twilio', 'unknown', '30008 63023'],
  ['telnyx', 'carrier-filtered', '40002 40003 40015 40017 40020 40322'],
  ['telnyx', 'carrier-down', '40005 40006'],
  ['telnyx', 'throttled', '40011 40014 40016 40018 40318'],
  ['telnyx', 'unregistered', '40010 40019 40329 40330'],
  ['telnyx', 'opted-out', '40300'],
  ['telnyx', 'account', '40314 40333'],
  ['telnyx', 'configuration', '75000 75001 75006 75299 75300 75400 75404 75499 75500 75599'],
  ['meta', 'throttled', '131048 131056 130429 80007'],
  ['meta', 'carrier-filtered', '131049 130472'],
  ['meta', 'opted-out', '131050'],
  ['meta', 'account', '131042 131031 368'],
  ['meta', 'configuration', '131045 133010'],
  ['meta', 'content', '131047 132000 132001 132005 132007 132012 132015 132016'],
  ['meta', 'carrier-down', '131000 131016'],
];

describe('the class of a code', () => {
  test.each(classes)('%s, %s: %s', (provider, errorClass, codes) => {
    for (const code of codes.split(' ')) expect(errorClassOf(code, provider), code).toBe(errorClass);
  });

  test.each(['99999', '', '0', '30007 ', '__proto__', 'constructor', 'toString', 'hasOwnProperty', '\ud800'])(
    'the code %j is unknown to every provider',
    (code) => {
      for (const provider of errorProviders) {
        expect(errorClassOf(code, provider)).toBe('unknown');
        expect(explainError(code, provider)).toBeUndefined();
      }
    },
  );

  test.each(['sinch', '', '__proto__', 'constructor', 'toString'])('the provider %j knows no code', (provider) => {
    expect(errorClassOf('30007', provider)).toBe('unknown');
    expect(explainError('30007', provider)).toBeUndefined();
  });
});

describe('whether sending again helps', () => {
  test.each([
    ['telnyx', 'later', '40006 40008 40020 40320'],
    ['telnyx', 'after-fix', '40002 40005 40011 40014 40016 40017 40018 40318'],
    ['telnyx', 'no', '40001 40003 40010 40300 40314 40322'],
    ['twilio', 'no', '30007 63013 63026 63032 63049 21610 30004 30630 63014 63033 63050 30005 30006'],
    ['twilio', 'later', '30001 30003 30008 30017 30023 30410 30450 30500 63009 63018'],
    ['twilio', 'after-fix', '30002 30032 30033 30034 21408 63016'],
    ['meta', 'no', '131026 131049 130472 131050'],
    ['meta', 'later', '131000 131016 131056 130429'],
  ])('%s, %s: %s', (provider, retry, codes) => {
    for (const code of codes.split(' ')) expect(explainError(code, provider)?.retry, code).toBe(retry);
  });
});
