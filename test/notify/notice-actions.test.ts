import { expect, test } from 'vitest';
import { composeNotice } from '../../functions/notify/compose-notice.ts';
import { outage } from '../support/alerts.ts';
import { notifyWorld } from '../support/notify-world.ts';

const links = { base: 'https://api.example', key: 'k'.repeat(64), expires: Date.UTC(2026, 10, 22) };

test.each<{ of: string; labels: Record<string, string>; offered: string[] }>([
  { of: 'a group', labels: { provider: 'telnyx' }, offered: ['acknowledge', 'silence-1h', 'silence-4h'] },
  { of: 'a group whose alerts share no label', labels: { campaign: '' }, offered: ['acknowledge'] },
  { of: 'a digest', labels: {}, offered: ['acknowledge'] },
])('a message about $of offers $offered', ({ labels, offered }) => {
  const world = notifyWorld();
  const [change] = world.decide({ slack: {} });
  const { after: group } = change ?? {};
  if (group?.outbox === undefined) throw new Error('nothing was decided');
  const parts = { group: { ...group, labels }, entry: group.outbox, alerts: [outage()], log: undefined, onCall: [] };
  const notice = composeNotice({ ...parts, links }, { ...world.deps, rules: world.rules });
  expect(notice?.actions.map(({ action }) => action)).toEqual(offered);
});
