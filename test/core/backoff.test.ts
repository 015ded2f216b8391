import { expect, test } from 'vitest';
import { retryDelay } from '../../functions/core/backoff.ts';
import { hour, minute, second } from '../../functions/core/time.ts';

test('waits 30 s, doubled each time, a fifth more at most, and never over 15 min', () => {
  const least = [30, 60, 120, 240, 480, 900, 900, 900].map((seconds) => seconds * second);
  for (const [index, delay] of least.entries()) {
    const waited = retryDelay(index + 1, undefined, 'seed');
    expect(waited).toBeGreaterThanOrEqual(delay);
    expect(waited).toBeLessThanOrEqual(Math.min(15 * minute, delay * 1.2));
  }
});

test('spreads out notices that failed together, and always the same way', () => {
  const delays = Array.from({ length: 50 }, (_, index) => retryDelay(4, undefined, `alert ${index}`));
  expect(new Set(delays).size).toBeGreaterThan(40);
  expect(retryDelay(4, undefined, 'alert 1')).toBe(delays[1]);
});

test('does what the channel asks for, at first even if that is soon, and at most an hour', () => {
  expect(retryDelay(1, second, 'seed')).toBe(second);
  expect(retryDelay(3, 20 * minute, 'seed')).toBe(20 * minute);
  expect(retryDelay(4, second, 'seed')).toBeGreaterThanOrEqual(4 * minute);
  expect(retryDelay(1, 100 * hour, 'seed')).toBe(hour);
});
