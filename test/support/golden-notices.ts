import type { Notice } from '../../functions/channels/channel.ts';
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
} from './notices.ts';

/** One notice of each sort, for what a channel makes of them: `test/channels/golden`. */
export const goldenNotices: readonly (readonly [string, Notice])[] = [
  ['trigger', firingNotice()],
  ['update', updateNotice()],
  ['some-resolved', someResolvedNotice()],
  ['remind', reminderNotice()],
  ['acknowledged', acknowledgedNotice()],
  ['resolve', resolvedNotice()],
  ['digest', digestNotice()],
  ['test', testNotice()],
  ['group-of-40', groupNotice(40)],
];
