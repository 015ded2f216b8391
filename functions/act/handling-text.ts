import type { Alert } from '../core/alert.ts';
import { type Handled, type Handling, nextHandling } from '../core/handling.ts';
import type { AlertAction } from './act-request.ts';

/** What a handling says of what an action is about, in short. */
export function stateText(
  action: Exclude<AlertAction['do'], 'resolve'>,
  handling: Handling | undefined,
  alert: Handled,
): string {
  const present = nextHandling(handling, alert);
  switch (action) {
    case 'acknowledge':
    case 'unacknowledge':
      return acknowledgedText(present);
    case 'assign':
      return assignedText(present);
    case 'comment':
      return present.comments.at(-1)?.text ?? 'no comment';
    case 'snooze':
    case 'wake':
      return snoozedText(present);
  }
}

/** Who has an alert in hand: `acknowledged by Anna, assigned to Ben`. */
export function handlingText(handling: Handling | undefined, alert: Alert): string {
  const present = nextHandling(handling, alert);
  const said = [
    ...(present.acknowledged ? [acknowledgedText(present)] : []),
    ...(present.assignee === undefined ? [] : [assignedText(present)]),
    ...(present.snoozed ? [snoozedText(present)] : []),
  ];
  return said.length === 0 ? 'nobody has it in hand' : said.join(', ');
}

/** `until 2026-11-21T16:00Z` */
export function untilText(at: number): string {
  return `until ${timeText(at)}`;
}

/** To the minute, in UTC. */
export function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}

function acknowledgedText({ acknowledged }: Handling): string {
  if (acknowledged === undefined) return 'not acknowledged';
  const until = acknowledged.until === undefined ? '' : ` ${untilText(acknowledged.until)}`;
  return `acknowledged by ${acknowledged.by.name}${until}`;
}

function assignedText({ assignee }: Handling): string {
  return `assigned to ${assignee ?? 'nobody'}`;
}

function snoozedText({ snoozed }: Handling): string {
  return snoozed === undefined ? 'not snoozed' : `snoozed ${untilText(snoozed.until)}`;
}
