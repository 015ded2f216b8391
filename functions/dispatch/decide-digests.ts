import { digestDue, digestMembers } from '../core/digest.ts';
import { type Group, groupId, type Members } from '../core/group.ts';
import { isWorse, type Severity } from '../core/severity.ts';
import { day } from '../core/time.ts';
import type { Known } from './decide-groups.ts';
import type { Ground, Subject } from './subject.ts';

type Digest = Subject['digests'][number];

/** The digests that are due at a tick, each with what fires and what fired since the last one. Nothing to tell: none. */
export function decideDigests(subjects: readonly Subject[], known: Known, ground: Ground): Group[] {
  const all = new Map<string, { digest: Digest; subjects: Subject[] }>();
  for (const subject of subjects) {
    for (const digest of subject.digests) {
      const id = groupId(ground.tenant, digest.path, digest.channel, { digest: digest.settings.at });
      const one = all.get(id) ?? { digest, subjects: [] };
      one.subjects.push(subject);
      all.set(id, one);
    }
  }
  return [...all].flatMap(([id, one]) => {
    const isDue = digestDue(one.digest.settings, ground.zone, known.before, ground.tick);
    return isDue ? (digestOf(id, one.digest, one.subjects, known, ground) ?? []) : [];
  });
}

function digestOf(
  id: string,
  { path, channel }: Digest,
  subjects: readonly Subject[],
  known: Known,
  ground: Ground,
): Group | undefined {
  const { tick, tenant } = ground;
  const stored = known.groups.get(id);
  const heard = subjects.filter(({ mutes }) => mutes.length === 0).map(({ alert }) => alert);
  const members = digestMembers(heard, stored?.outbox?.at ?? tick - day);
  if (members.length === 0) return undefined;
  const listed: Members = {};
  let worst: Severity = 'info';
  for (const { id: alert, rule, state, peak = 'info' } of members) {
    listed[alert] = { rule, kind: state === 'firing' ? 'firing' : 'resolved', severity: peak };
    if (isWorse(peak, worst)) worst = peak;
  }
  const seq = Math.max(stored?.outbox?.seq ?? 0, known.logs.get(id)?.seq ?? 0) + 1;
  return {
    tenant,
    id,
    route: path,
    channel,
    labels: {},
    wait: 0,
    interval: day,
    tick,
    rev: (stored?.rev ?? 0) + 1,
    outbox: { seq, kind: 'digest', reason: 'digest', severity: worst, at: tick, members: listed },
  };
}
