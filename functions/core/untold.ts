import type { Alert } from './alert.ts';
import type { GroupLog } from './group.ts';
import { minute } from './time.ts';

/** How long nobody may hear of an alert before that is a failure of ours, milliseconds. */
export const untoldAfter = 15 * minute;

/** An alert with what keeps people from hearing of it. Durations in milliseconds. */
export type Tellable = {
  alert: Pick<Alert, 'id' | 'state' | 'firedAt'>;
  /** The channels that its routes and its escalation lead to, without digests. */
  channels: readonly string[];
  /** Muted, or taken on by somebody who knows without having been told. */
  isQuiet: boolean;
  /** How long its groups may let it wait for a notice; of several the shortest. */
  wait: number;
  /** Of its rule. */
  cooldown: number;
};

/**
 * The alerts that should have been heard of by now, and that nobody has heard of: the failure that no channel can tell
 * of. What a channel was told within the cooldown is known, also if it has resolved and fired again since.
 *
 * @param logs of all groups
 * @param tick the evaluated tick
 */
export function untoldAlerts<Subject extends Tellable>(
  subjects: readonly Subject[],
  logs: readonly Pick<GroupLog, 'told'>[],
  tick: number,
): Subject[] {
  return subjects.filter(({ alert, channels, isQuiet, wait, cooldown }) => {
    const dueAt = (alert.firedAt ?? tick) + wait + untoldAfter;
    if (alert.state !== 'firing' || isQuiet || channels.length === 0 || tick < dueAt) return false;
    return !logs.some(({ told }) => {
      const heard = told[alert.id];
      if (heard?.lastFiringSentAt === undefined) return false;
      return heard.kind === 'firing' || tick - heard.lastFiringSentAt < cooldown + untoldAfter;
    });
  });
}
