import { expect, test } from 'vitest';
import type { Told } from '../../functions/core/group.ts';
import { minute } from '../../functions/core/time.ts';
import { type Tellable, untoldAlerts } from '../../functions/core/untold.ts';

const firedAt = Date.UTC(2026, 10, 2, 9);
const at = (minutes: number) => firedAt + minutes * minute;

type Case = {
  /** Minutes since it fired. */
  after: number;
  state?: 'firing' | 'pending' | 'inactive';
  told?: Partial<Told>;
} & Partial<Omit<Tellable, 'alert'>>;

function isUntold({ after, state = 'firing', told, ...changes }: Case): boolean {
  const alert = { id: 'a', state, firedAt };
  const subject = { alert, channels: ['slack'], isQuiet: false, wait: 0, cooldown: 30 * minute, ...changes };
  const heard: Told = { rule: 'r', kind: 'firing', severity: 'high', at: 0, ...told };
  const beliefs: Record<string, Told>[] = [
    { another: { ...heard, lastFiringSentAt: firedAt } },
    told ? { a: heard } : {},
  ];
  const logs = beliefs.map((one) => ({ told: one }));
  return untoldAlerts([subject], logs, at(after)).length > 0;
}

test.each<[string, Case]>([
  ['for a quarter of an hour', { after: 15 }],
  ['for hours', { after: 300 }],
  ['for a quarter of an hour after the wait of its group', { after: 20, wait: 5 * minute }],
  ['though a channel was tried and did not take it', { after: 15, told: {} }],
  [
    'though a channel was told that an earlier time is over',
    { after: 60, told: { kind: 'resolved', lastFiringSentAt: at(-30) } },
  ],
])('nobody knows of what fires %s', (_, given) => {
  expect(isUntold(given)).toBe(true);
});

test.each<[string, Case]>([
  ['fires for less than a quarter of an hour', { after: 14 }],
  ['waits for its group', { after: 19, wait: 5 * minute }],
  ['is muted, or somebody has it in hand', { after: 60, isQuiet: true }],
  ['no route leads to a channel', { after: 60, channels: [] }],
  ['a channel was told of', { after: 60, told: { lastFiringSentAt: at(1) } }],
  ['a channel still believes to fire', { after: 60, told: { lastFiringSentAt: at(-600) } }],
  ['waits out its cooldown', { after: 15, told: { kind: 'resolved', lastFiringSentAt: at(-10) } }],
  ['no longer fires', { after: 60, state: 'inactive' }],
  ['does not fire yet', { after: 60, state: 'pending' }],
])('no alarm for what %s', (_, given) => {
  expect(isUntold(given)).toBe(false);
});
