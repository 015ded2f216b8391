import { describe, expect, test } from 'vitest';
import { keywordOf } from '../../functions/core/keyword.ts';

describe('a keyword', () => {
  test.each([
    ['STOP', 'stop'],
    ['Stop', 'stop'],
    ['  stop \n', 'stop'],
    ['STOP.', 'stop'],
    ['Stop!!', 'stop'],
    ['STOPALL', 'stop'],
    ['stop all', 'stop'],
    ['UNSUBSCRIBE', 'stop'],
    ['CANCEL', 'stop'],
    ['END', 'stop'],
    ['QUIT', 'stop'],
    ['REVOKE', 'stop'],
    ['OPTOUT', 'stop'],
    ['START', 'start'],
    ['UNSTOP', 'start'],
    ['HELP', 'help'],
    ['INFO', 'help'],
  ])('%j asks for %s', (text, keyword) => {
    expect(keywordOf(text, 'telnyx')).toBe(keyword);
  });

  test.each(['please stop', 'stop it', 'no', '', '   ', '.', 'constructor', '__proto__', 'ＳＴＯＰ'])(
    '%j is none',
    (text) => {
      expect(keywordOf(text, 'telnyx')).toBeUndefined();
    },
  );

  test('may be one provider’s only', () => {
    expect(keywordOf('YES', 'twilio')).toBe('start');
    expect(keywordOf('YES', 'telnyx')).toBeUndefined();
    expect(keywordOf('YES', '__proto__')).toBeUndefined();
  });
});
