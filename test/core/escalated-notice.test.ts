import { expect, test } from 'vitest';
import type { Told } from '../../functions/core/group.ts';
import { memberDue } from '../../functions/core/member-due.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { outage } from '../support/alerts.ts';

/** What a channel heard at minute 0, of an alert that was high then. */
function told(kind: Told['kind']): Told {
  return { rule: 'r', kind, severity: 'high', at: kind === 'firing' ? 0 : 10 * minute, lastFiringSentAt: 0 };
}

/** Of an alert that fires since `firedAt`, whose channel was called by a step at `calledAt`, in minutes. */
function reasonAt(
  now: number,
  firedAt: number,
  calledAt: number,
  heard?: Told,
  severity: 'high' | 'critical' = 'high',
) {
  const alert = outage({ severity, peak: severity, firedAt: firedAt * minute });
  const standing = { muted: false, calledAt: calledAt * minute, hearsAcknowledgements: false };
  return memberDue(alert, { told: heard }, standing, { cooldown: hour }, now * minute)?.reason ?? 'nothing';
}

test.each([
  ['a channel that has heard nothing', reasonAt(15, 0, 15), 'escalated'],
  [
    'a channel that was called before in this episode, whatever its cooldown',
    reasonAt(30, 0, 30, told('firing')),
    'escalated',
  ],
  [
    '4.9: a channel that heard of an episode before, within its cooldown',
    reasonAt(20, 20, 20, told('resolved')),
    'nothing',
  ],
  ['4.9: that channel, when its cooldown ends', reasonAt(60, 20, 20, told('resolved')), 'cooldown-over'],
  ['4.16: a channel that heard that it flaps, when it fires again', reasonAt(20, 20, 20, told('firing')), 'nothing'],
  [
    'a channel that heard of a milder one, whatever its cooldown',
    reasonAt(20, 20, 20, told('resolved'), 'critical'),
    'severity-rose',
  ],
])('a step of an escalation tells %s', (_, reason, expected) => {
  expect(reason).toBe(expected);
});
