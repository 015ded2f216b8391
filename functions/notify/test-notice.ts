import type { Notice } from '../channels/channel.ts';
import type { Alert } from '../core/alert.ts';
import type { AlertText } from '../core/alert-text.ts';
import { localTimeText } from '../core/calendar.ts';
import { groupId } from '../core/group.ts';

type Ground = { tenant: string; channel: string; stage: string; timeZone: string; now: number };

/** A notice that channels mark as a test, for that is its reason: nothing fires, and nothing can be done about it. */
export function testNotice({ tenant, channel, stage, timeZone, now }: Ground): Notice {
  const group = groupId(tenant, 'test', channel, { rule: 'test' });
  const text: AlertText = {
    title: `The channel ${channel} reaches you`,
    facts: [`sent at ${localTimeText(timeZone, now)}`, 'what was opened by this may be closed'],
    why: [],
    links: [],
    footer: `test · ${group.slice(0, 6)}`,
  };
  return {
    id: `${group}-${now}`,
    kind: 'firing',
    reason: 'test',
    tenant,
    group,
    severity: 'info',
    labels: { rule: 'test' },
    since: now,
    firing: [{ alert: testAlert(tenant, group, now), text, told: undefined }],
    resolved: [],
    text,
    // Of its own: a second test is told too, whatever became of the first.
    dedupKey: `wirewatch/${stage}/${tenant}/test/${channel}/${now}`,
    actions: [],
  };
}

function testAlert(tenant: string, id: string, now: number): Alert {
  return {
    tenant,
    rule: 'test',
    labels: {},
    id,
    state: 'firing',
    levels: { info: { state: 'firing', activeAt: now, firedAt: now } },
    severity: 'info',
    peak: 'info',
    tick: now,
    rev: 1,
    episode: 1,
    since: now,
    firedAt: now,
    knownAt: now,
    evidence: { sample: 0, failures: 0, window: { from: now, to: now }, codes: [], hit: [] },
  };
}
