import type { Alert } from '../core/alert.ts';
import { type DigestSettings, digestDue, digestMembers, longestDigest } from '../core/digest.ts';
import {
  type Group,
  type GroupLog,
  type GroupOutbox,
  groupId,
  type Members,
  mostTogether,
  nextSeq,
} from '../core/group.ts';
import { worstOf } from '../core/severity.ts';
import { day } from '../core/time.ts';
import type { Known } from './decide-groups.ts';
import type { Subject, TickContext } from './subject.ts';

type Digested = { digest: Subject['digests'][number]; subjects: Subject[] };

/** The digests that are due at a tick, each with what fires and what fired since the last one. Nothing to tell: none. */
export function decideDigests(subjects: readonly Subject[], known: Known, context: TickContext): Group[] {
  const all = new Map<string, Digested>();
  for (const subject of subjects) {
    for (const digest of subject.digests) {
      const id = groupId(context.tenant, digest.path, digest.channel, { digest: digest.settings.at });
      const one = all.get(id) ?? { digest, subjects: [] };
      one.subjects.push(subject);
      all.set(id, one);
    }
  }
  return [...all].flatMap(([id, one]) => {
    const isDue = digestDue(one.digest.settings, context.zone, known.before, context.tick);
    return isDue ? (digestOf(id, one, known, context) ?? []) : [];
  });
}

function digestOf(
  id: string,
  { digest, subjects }: Digested,
  known: Known,
  { tick, tenant }: TickContext,
): Group | undefined {
  const stored = known.groups.get(id);
  // It was made already, by a dispatch that died afterwards.
  if (stored?.outbox !== undefined && stored.outbox.at >= tick) return undefined;
  const heard = subjects.filter(({ mutes }) => mutes.length === 0).map(({ alert }) => alert);
  const since = lastTold(digest.settings, stored ?? {}, known.logs.get(id), tick);
  const all = digestMembers(heard, since);
  const members = membersOf(all.slice(0, mostTogether));
  const more = all.length > mostTogether && { more: all.length - mostTogether };
  const severity = worstOf(Object.values(members).map((member) => member.severity));
  if (severity === undefined) return undefined;
  const { path: route, channel } = digest;
  const seq = nextSeq(stored, known.logs.get(id));
  const outbox: GroupOutbox = { seq, kind: 'digest', reason: 'digest', severity, at: tick, members, ...more };
  const rev = (stored?.rev ?? 0) + 1;
  return { tenant, id, route, channel, labels: {}, wait: 0, interval: day, tick, rev, outbox };
}

/** What was lost is told by the next one. */
function lastTold({ weekdays }: DigestSettings, { outbox }: Partial<Group>, log: GroupLog | undefined, tick: number) {
  const span = weekdays === undefined ? day : longestDigest;
  if (outbox === undefined) return tick - span;
  return log?.seq === outbox.seq && log.outcome === 'failed' ? outbox.at - span : outbox.at;
}

function membersOf(alerts: readonly Alert[]): Members {
  return Object.fromEntries(
    alerts.map(({ id, rule, state, peak: severity = 'info' }) => [
      id,
      { rule, kind: state === 'firing' ? 'firing' : 'resolved', severity },
    ]),
  );
}
