import { expect, test } from 'vitest';
import { alertId } from '../../functions/core/alert-id.ts';

const id = alertId('main', 'delivery', { provider: 'telnyx', carrier: 'att' });

test('an alert is the same whatever the order of its labels', () => {
  expect(alertId('main', 'delivery', { carrier: 'att', provider: 'telnyx' })).toBe(id);
});

test.each([
  ['tenant', alertId('other', 'delivery', { provider: 'telnyx', carrier: 'att' })],
  ['rule', alertId('main', 'overdue', { provider: 'telnyx', carrier: 'att' })],
  ['value', alertId('main', 'delivery', { provider: 'twilio', carrier: 'att' })],
  ['set of labels', alertId('main', 'delivery', { provider: 'telnyx' })],
])('another %s is another alert', (_, other) => {
  expect(other).not.toBe(id);
  expect(other).toMatch(/^[0-9a-f]{12}$/);
});
