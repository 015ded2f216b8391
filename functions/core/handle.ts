import { type Actor, type Handled, type Handling, nextHandling, presentHandling, worstOfEpisode } from './handling.ts';
import { countText } from './number-text.ts';

/** Comments are kept beside what is read on every tick: the newest ones only. Each is in the audit for longer. */
export const mostComments = 50;
export const longestComment = 1000;

/** What somebody does about one alert. `for`: milliseconds; absent: as long as the configuration says. `until`: epoch milliseconds. */
export type HandlingAction =
  | { do: 'acknowledge'; by: Actor; for?: number | undefined }
  | { do: 'unacknowledge'; by: Actor }
  | { do: 'assign'; by: Actor; to: string }
  | { do: 'comment'; by: Actor; text: string }
  | { do: 'snooze'; by: Actor; until: number }
  | { do: 'wake'; by: Actor };

/** `handling` is one revision on. `refused`: it cannot be done so. `why`: a sentence for whoever asked. */
export type HandleOutcome = { kind: 'changed'; handling: Handling } | { kind: 'unchanged' | 'refused'; why: string };

/**
 * What becomes of an alert's handling when somebody does something about it. Acknowledging what does not fire changes
 * nothing (SEMANTICS 4.8.8); acknowledging once more confirms it, and whoever said so last has it.
 *
 * @param handling as it is stored, of whichever episode
 * @param now epoch milliseconds
 */
export function handle(
  handling: Handling | undefined,
  alert: Handled,
  action: HandlingAction,
  now: number,
): HandleOutcome {
  const present = presentHandling(handling, alert);
  const next = nextHandling(handling, alert);
  switch (action.do) {
    case 'acknowledge':
      return acknowledge(next, alert, action, now);
    case 'unacknowledge':
      if (present?.acknowledged === undefined) return unchanged('nobody has acknowledged it');
      return changed(without(next, 'acknowledged'));
    case 'assign':
      return assign(next, alert, action.to.trim());
    case 'comment':
      return comment(next, action, now);
    case 'snooze':
      return snooze(next, alert, action, now);
    case 'wake':
      if (handling?.snoozed === undefined || handling.snoozed.until <= now) return unchanged('it is not snoozed');
      return changed(without(next, 'snoozed'));
  }
}

type Done<Name extends HandlingAction['do']> = Extract<HandlingAction, { do: Name }>;

function acknowledge(
  next: Handling,
  alert: Handled,
  { by, for: lasts }: Done<'acknowledge'>,
  now: number,
): HandleOutcome {
  const severity = worstOfEpisode(alert);
  if (alert.state !== 'firing' || severity === undefined) return notFiring(alert, 'there is nothing to acknowledge');
  if (lasts !== undefined && lasts <= 0) return refused('say for how long: a time that is longer than none');
  const until = lasts === undefined ? {} : { until: now + lasts };
  return changed({ ...next, acknowledged: { by, at: now, severity, ...until } });
}

function assign(next: Handling, alert: Handled, to: string): HandleOutcome {
  if (alert.state !== 'firing') return notFiring(alert, 'there is nothing to assign');
  if (to === '') return refused('say to whom');
  return next.assignee === to ? unchanged(`it is assigned to ${to} already`) : changed({ ...next, assignee: to });
}

function comment(next: Handling, { by, text }: Done<'comment'>, now: number): HandleOutcome {
  const said = text.trim();
  if (said === '') return refused('the comment is empty');
  if ([...said].length > longestComment)
    return refused(`a comment has at most ${countText(longestComment)} characters`);
  return changed({ ...next, comments: [...next.comments, { by, at: now, text: said }].slice(-mostComments) });
}

function snooze(next: Handling, alert: Handled, { by, until }: Done<'snooze'>, now: number): HandleOutcome {
  const rests = alert.state !== 'firing' && alert.flappingSince === undefined;
  if (rests) return notFiring(alert, 'to be left alone by what may come, silence it');
  if (until <= now) return refused('say until when: a time that is still to come');
  return changed({ ...next, snoozed: { by, at: now, until } });
}

function without(handling: Handling, name: 'acknowledged' | 'snoozed'): Handling {
  const { [name]: _, ...rest } = handling;
  return rest;
}

function notFiring({ state }: Handled, hint: string): HandleOutcome {
  return unchanged(`it ${state === 'pending' ? 'is pending and has not fired' : 'does not fire any more'}: ${hint}`);
}

function changed(handling: Handling): HandleOutcome {
  return { kind: 'changed', handling };
}

function unchanged(why: string): HandleOutcome {
  return { kind: 'unchanged', why };
}

function refused(why: string): HandleOutcome {
  return { kind: 'refused', why };
}
