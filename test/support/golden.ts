import { expect } from 'vitest';
import type { Notice } from '../../functions/channels/channel.ts';
import {
  acknowledgedNotice,
  firingNotice,
  groupNotice,
  reminderNotice,
  resolvedNotice,
  testNotice,
  updateNotice,
} from './notices.ts';

/** What every channel is shown to make of each kind of notice. */
export const goldenNotices: Readonly<Record<string, () => Notice>> = {
  trigger: () => firingNotice(),
  update: () => updateNotice(),
  remind: () => reminderNotice(),
  acknowledged: () => acknowledgedNotice(),
  resolve: () => resolvedNotice(),
  test: () => testNotice(),
  'group-of-40': () => groupNotice(40),
};

/** Compares with test/channels/golden/<name>.json; `vitest run -u` writes it anew, and what changed is there to be read. */
export async function expectGolden(name: string, value: unknown): Promise<void> {
  await expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(`./golden/${name}.json`);
}
