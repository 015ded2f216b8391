import type { Mute } from '../../core/muting.ts';
import type { Silence } from '../../core/silence.ts';
import type { Subject } from '../../dispatch/subject.ts';

/** What is done about an alert that fires. Times in epoch milliseconds. */
export type Handled = {
  acknowledged?: { by: string; at: number; until?: number | undefined };
  assignee?: string;
  comment?: { by: string; text: string };
  /** Why nobody is told that it fires: in words, until when, if that is known, and what somebody noted about it. */
  mutes: { words: string; until?: number | undefined; note?: string }[];
  /** Channels whose route is outside its hours. */
  closed: string[];
  /** What tells it once a day instead. */
  digests: { channel: string; at: string }[];
  /** Whom the escalation has called, and whom it calls next if nobody takes the alert on. */
  escalation?: { called: string[]; next?: { at: number; to: string[] } };
};

type Ground = { silences: readonly Silence[]; title(alert: string): string };

export function handledOf(subject: Subject, ground: Ground): Handled {
  const { handling, ways, mutes } = subject;
  const comment = handling?.comments.at(-1);
  return {
    ...acknowledgedIn(subject),
    ...(handling?.assignee !== undefined && { assignee: handling.assignee }),
    ...(comment && { comment: { by: comment.by.name, text: comment.text } }),
    mutes: [...mutes.map((mute) => mutedBy(mute, subject, ground)), ...unrouted(subject)],
    closed: [...ways].flatMap(([channel, { active }]) => (active ? [] : [channel])),
    digests: subject.digests.map(({ channel, settings }) => ({ channel, at: settings.at })),
    ...escalationIn(subject),
  };
}

/** An alert that does not fire is in nobody's hands. */
export const unhandled: Handled = { mutes: [], closed: [], digests: [] };

function acknowledgedIn({ acknowledged, handling }: Subject): Pick<Handled, 'acknowledged'> {
  return acknowledged === undefined ? {} : { acknowledged: { ...acknowledged, until: handling?.acknowledged?.until } };
}

function mutedBy({ because, by }: Mute, { handling }: Subject, { silences, title }: Ground): Handled['mutes'][number] {
  switch (because) {
    case 'silence':
      return silencedBy(
        silences.find(({ id }) => id === by),
        by,
      );
    case 'inhibition':
      return { words: `while this fires: ${title(by)}` };
    case 'maintenance':
      return { words: `maintenance: ${by}` };
    case 'snooze':
      return { words: `snoozed by ${by}`, until: handling?.snoozed?.until };
  }
}

function unrouted({ ways, digests }: Subject): Handled['mutes'] {
  return ways.size + digests.length > 0 ? [] : [{ words: 'neither its rule nor a route names a channel' }];
}

function silencedBy(silence: Silence | undefined, id: string): Handled['mutes'][number] {
  if (silence === undefined) return { words: `silence ${id}` };
  const { by, endsAt, comment } = silence;
  return { words: `silence ${id} by ${by.name}`, until: endsAt, ...(comment !== '' && { note: comment }) };
}

function escalationIn({ handling, acknowledged, mutes }: Subject): Pick<Handled, 'escalation'> {
  const escalation = handling?.escalation;
  if (escalation === undefined) return {};
  const { dueAt, policy, taken, called } = escalation;
  const step = policy.steps[taken];
  const waits = dueAt !== undefined && step !== undefined && acknowledged === undefined && mutes.length === 0;
  return { escalation: { called: Object.keys(called), ...(waits && { next: { at: dueAt, to: step.to } }) } };
}
