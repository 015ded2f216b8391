import type { GroupOutbox } from '../../functions/core/group.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { minute, minuteStart } from '../../functions/core/time.ts';
import type { Moment, Played } from './telling-play.ts';
import { evening, type Post } from './telling-world.ts';

/** What whoever reads a channel knows of an alert. */
type Known = {
  fires: boolean;
  severity: Severity;
  firedLastAt: number;
  saidAt: number;
  flapsSaidAt?: number;
  group: string;
};
type Member = GroupOutbox['members'][string];
/** A line of a notice, with what its reader knew before. */
export type Line = { post: Post; alert: string; member: Member; known: Known | undefined; moment: Moment };

/** All that is read, line by line, as by somebody who reads one channel; what is sent twice is read once. */
export function linesOf({ posts, moments }: Played): { lines: Line[]; open: string[] } {
  const lines: Line[] = [];
  const readers = new Map<string, Map<string, Known>>();
  for (const post of withoutRepeats(posts)) {
    const { channel, group, entry } = post;
    const known = readers.get(channel) ?? new Map<string, Known>();
    readers.set(channel, known);
    const moment = momentOf(moments, entry.at);
    for (const [alert, member] of Object.entries(entry.members)) {
      lines.push({ post, alert, member, known: known.get(alert), moment });
    }
    if (entry.kind === 'resolved') {
      // What was muted meanwhile is told anew, as if it never had been.
      for (const [alert, one] of known) {
        const isClosed = one.group === group && one.fires && !(alert in entry.members);
        if (isClosed) known.set(alert, { ...one, fires: false, firedLastAt: -1 });
      }
    }
    for (const [alert, member] of Object.entries(entry.members))
      known.set(alert, afterwards(known.get(alert), member, post));
  }
  const open = [...readers].flatMap(([channel, known]) =>
    [...known].flatMap(([alert, { fires }]) => (fires ? `${channel} ${alert}` : [])),
  );
  return { lines, open };
}

function afterwards(known: Known | undefined, { kind, severity, flapping }: Member, { at, group, entry }: Post): Known {
  const saysFiring = kind === 'firing' && entry.kind !== 'acknowledged';
  return {
    ...known,
    fires: kind === 'firing',
    severity,
    group,
    saidAt: at,
    firedLastAt: saysFiring ? minuteStart(at) : (known?.firedLastAt ?? -1),
    ...(saysFiring && flapping && { flapsSaidAt: minuteStart(at) }),
  };
}

export function withoutRepeats(posts: readonly Post[]): Post[] {
  const seen = new Set<string>();
  return posts.filter(({ group, entry: { seq } }) => {
    const isNew = !seen.has(`${group} ${seq}`);
    seen.add(`${group} ${seq}`);
    return isNew;
  });
}

export function repeatsOf(posts: readonly Post[]): Post[] {
  const firsts = new Set(withoutRepeats(posts));
  return posts.filter((post) => !firsts.has(post));
}

export function momentOf(moments: Played['moments'], at: number): Moment {
  const moment = moments.get(at);
  if (moment === undefined) throw new Error(`nothing was judged at minute ${minuteOf(at)}`);
  return moment;
}

export const minuteOf = (at: number) => (at - evening) / minute;

export function textOf({ post, alert, member, known }: Line): string {
  const { channel, group, at, entry } = post;
  const was = known
    ? `${known.fires ? 'fires' : 'over'} ${known.severity} since ${minuteOf(known.firedLastAt)}`
    : 'unheard';
  return `${channel} ${group}-${entry.seq} at ${minuteOf(at)} of ${minuteOf(entry.at)}: ${entry.kind} ${entry.reason}: ${member.rule} ${alert} ${member.kind} ${member.severity}, was ${was}`;
}
