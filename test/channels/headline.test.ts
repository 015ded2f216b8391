import { describe, expect, test } from 'vitest';
import type { Notice } from '../../functions/channels/channel.ts';
import { isPartlyAcknowledged, newsLine, statusWord } from '../../functions/channels/headline.ts';
import {
  acknowledgedNotice,
  digestNotice,
  firingNotice,
  groupNotice,
  reminderNotice,
  resolvedNotice,
  someResolvedNotice,
  testNotice,
  updateNotice,
} from '../support/notices.ts';

describe('the first word of a notice', () => {
  test.each([
    ['CRITICAL', firingNotice()],
    ['HIGH', firingNotice({ severity: 'high' })],
    ['RESOLVED', resolvedNotice()],
    ['ACKNOWLEDGED', acknowledgedNotice()],
    ['DIGEST', digestNotice()],
    ['TEST', testNotice()],
  ])('%s', (word, notice) => {
    expect(statusWord(notice)).toBe(word);
  });
});

const rising = (told: readonly Notice['severity'][]): Notice => {
  const notice = groupNotice(told.length, { reason: 'severity-rose' });
  return { ...notice, firing: notice.firing.map((one, index) => ({ ...one, told: told[index] })) };
};

describe('why a notice is sent', () => {
  test.each<[string | undefined, Notice]>([
    [undefined, firingNotice()],
    [undefined, resolvedNotice()],
    ['2 more alerts', updateNotice()],
    ['1 more alert', { ...firingNotice(), reason: 'new-alerts' }],
    ['more alerts', reminderNotice({ reason: 'new-alerts' })],
    ['severity rose from high to critical', rising(['high'])],
    ['severity rose from high to critical', rising(['low', 'high', 'high'])],
    ['severity rose to critical', { ...firingNotice(), reason: 'severity-rose' }],
    ['still firing, reminder', reminderNotice()],
    ['1 of 3 resolved', someResolvedNotice()],
    ['acknowledged by Ana Ruiz', acknowledgedNotice()],
    [
      'still firing: acknowledge it again, or the acknowledgement ends',
      reminderNotice({ reason: 'acknowledgement-ends' }),
    ],
    ['a test: nothing is wrong', testNotice()],
  ])('%s', (line, notice) => {
    expect(newsLine(notice)).toBe(line);
  });
});

test("an incident of which somebody has only some alerts in hand is nobody's", () => {
  const { acknowledgedBy: _, ...partly } = acknowledgedNotice();
  expect(isPartlyAcknowledged(partly)).toBe(true);
  expect(isPartlyAcknowledged(acknowledgedNotice())).toBe(false);
  expect(isPartlyAcknowledged(firingNotice())).toBe(false);
});
