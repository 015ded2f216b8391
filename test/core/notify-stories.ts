import type { NoticeKind } from '../../functions/core/alert.ts';
import type { Told } from '../../functions/core/group.ts';
import type { Heard } from '../../functions/core/notify-reason.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { minute } from '../../functions/core/time.ts';
import { hourly, inMillis, type Module, type Rule } from './notify-decision.ts';

/** A whole incident on one channel, minute by minute. `fires`: `[from, to)` and the severity. */
export type NotifyStory = {
  id: string;
  name: string;
  rule: Rule;
  fires: [from: number, to: number, severity?: Severity][];
  /** Minutes in which the channel does not take a message; it is tried again every minute, unless `given up`. */
  down?: { minutes: number[]; outcome: 'retrying' | 'failed' };
  until: number;
  /** What arrives: `F0 R10`, with the severity's letter if it is not high. */
  arrives: string;
};

/** SEMANTICS 4.9. */
export const notifyStories: NotifyStory[] = [
  {
    id: '4.9-1',
    name: 'the cooldown survives a resolve; a resolve is told only after a firing',
    rule: hourly,
    fires: [
      [0, 10],
      [20, 30],
      [70, 75],
    ],
    until: 74,
    arrives: 'F0 R10 F70',
  },
  {
    id: '4.9-2',
    name: 'what the cooldown held back is told when it ends',
    rule: hourly,
    fires: [
      [0, 10],
      [20, 200],
    ],
    until: 130,
    arrives: 'F0 R10 F60',
  },
  {
    id: '4.9-3',
    name: 'the cooldown runs from the send that succeeded',
    rule: hourly,
    fires: [
      [0, 10],
      [20, 200],
    ],
    down: { minutes: [0], outcome: 'retrying' },
    until: 130,
    arrives: 'F1 R10 F61',
  },
  {
    id: '4.9-4',
    name: 'a worse severity ignores the cooldown, a milder one is not told',
    rule: hourly,
    fires: [
      [0, 5],
      [5, 12, 'critical'],
      [12, 20],
    ],
    until: 30,
    arrives: 'F0 F5c R20c',
  },
  {
    id: '4.9-5',
    name: 'a channel that was down has its own cooldown',
    rule: hourly,
    fires: [
      [0, 10],
      [20, 200],
    ],
    down: { minutes: [0, 1, 2, 3, 4], outcome: 'retrying' },
    until: 130,
    arrives: 'F5 R10 F65',
  },
  {
    id: 'repeat',
    name: 'reminds while it keeps firing',
    rule: { cooldown: 60, repeat: 60 },
    fires: [[0, 150]],
    until: 160,
    arrives: 'F0 F61 F122 R150',
  },
  {
    id: 'lost',
    name: 'a first message that is lost is replaced a quarter of an hour later',
    rule: hourly,
    fires: [[0, 100]],
    down: { minutes: [0], outcome: 'failed' },
    until: 110,
    arrives: 'F15 R100',
  },
  {
    id: 'withdrawn',
    name: 'an alert that is over before the channel is back is never told',
    rule: hourly,
    fires: [[0, 5]],
    down: { minutes: [0, 1, 2, 3, 4, 5], outcome: 'retrying' },
    until: 100,
    arrives: '',
  },
];

type Decided = NonNullable<Heard['decided']>;

/** Plays a story with the given decisions; the channel answers within the minute. */
export function playStory(story: NotifyStory, { notifyReason }: Module): string {
  const arrived: string[] = [];
  const heard: Heard = {};
  let firedAt: number | undefined;
  for (let at = 0; at <= story.until; at += 1) {
    const now = at * minute;
    const spell = story.fires.find(([from, to]) => from <= at && at < to);
    firedAt = spell ? (firedAt ?? now) : undefined;
    const alert = spell
      ? { state: 'firing' as const, severity: spell[2] ?? ('high' as const), ...(firedAt !== undefined && { firedAt }) }
      : { state: 'inactive' as const };
    const due = notifyReason(alert, heard, inMillis(story.rule), now);
    if (due) heard.decided = { seq: (heard.decided?.seq ?? 0) + 1, ...due, at: now };
    const { decided, log } = heard;
    if (!decided || (log && log.seq >= decided.seq && log.outcome !== 'retrying')) continue;
    const down = story.down?.minutes.includes(at) ? story.down.outcome : undefined;
    Object.assign(heard, attempt(decided, heard.told, down, now));
    if (heard.log?.outcome === 'sent') arrived.push(noticeText(decided, at));
  }
  return arrived.join(' ');
}

function attempt(
  { seq, kind, severity }: Decided,
  told: Told | undefined,
  down: 'retrying' | 'failed' | undefined,
  now: number,
): Heard {
  const log = { seq, triedAt: now };
  if (kind === 'withdraw') return { log: { ...log, outcome: 'withdrawn' } };
  if (down) return { log: { ...log, outcome: down } };
  const said: Told = { ...told, rule: 'delivery', kind: saidBy(kind), severity, at: now };
  if (kind === 'firing') said.lastFiringSentAt = now;
  return { log: { ...log, outcome: 'sent' }, told: said };
}

function saidBy(kind: NoticeKind): Told['kind'] {
  return kind === 'resolved' ? 'resolved' : 'firing';
}

function noticeText({ kind, severity }: Decided, at: number): string {
  return `${kind === 'firing' ? 'F' : 'R'}${at}${severity === 'high' ? '' : severity[0]}`;
}
