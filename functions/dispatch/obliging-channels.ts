import type { RuleSettings } from '../config/schema.ts';
import type { Alert, NoticeKind, NoticeReason } from '../core/alert.ts';
import type { Group, GroupLog } from '../core/group.ts';
import type { Handling } from '../core/handling.ts';
import type { Severity } from '../core/severity.ts';
import { sharedLabels } from '../core/shared-labels.ts';
import { logAfter, logWithdrawn } from '../notify/group-log.ts';
import type { DispatchDeps } from './dispatch-deps.ts';

/** A notice that a channel would have been sent. */
export type SimulatedNotice = {
  at: number;
  channel: string;
  kind: NoticeKind;
  reason: NoticeReason;
  severity: Severity;
  /** Of its alerts. */
  rules: string[];
  /** Those that all its alerts share. */
  labels: Record<string, string>;
  /** How many alerts it tells of. */
  alerts: number;
};

/** Groups and logs in memory, and channels that take every notice at once. @param alerts by id, as they stand */
export function obligingChannels(alerts: ReadonlyMap<string, Alert>, rules: readonly RuleSettings[]) {
  const groups = new Map<string, Group>();
  const logs = new Map<string, GroupLog>();
  const handlings = new Map<string, Handling>();
  let notices: SimulatedNotice[] = [];
  const take = (group: Group) => {
    const entry = group.outbox;
    const before = logs.get(group.id);
    if (entry === undefined || (before !== undefined && before.seq >= entry.seq)) return;
    notices.push(noticeOf(group.channel, entry, alerts));
    const attempt = {
      channel: group.channel,
      entry,
      attempts: 1,
      before,
      delivery: { kind: 'sent' as const },
      now: entry.at,
    };
    const log =
      entry.kind === 'withdraw'
        ? logWithdrawn(group.id, group.channel, entry.seq, before, entry.at)
        : logAfter(group.id, attempt, rules);
    logs.set(group.id, log);
  };
  const deps: Pick<DispatchDeps, 'groups' | 'saveGroup' | 'said' | 'saveHandling' | 'isOver'> = {
    groups: async () => [...groups.values()],
    saveGroup: async (group) => {
      groups.set(group.id, group);
      take(group);
      return true;
    },
    said: async () => ({ silences: [], overrides: [], handlings: [...handlings.values()], logs: [...logs.values()] }),
    saveHandling: async (handling) => {
      handlings.set(handling.alert, handling);
      return true;
    },
    isOver: async () => false,
  };
  /** What was sent since it was last asked. */
  const taken = () => {
    const sent = notices;
    notices = [];
    return sent;
  };
  return { deps, taken };
}

function noticeOf(
  channel: string,
  entry: NonNullable<Group['outbox']>,
  alerts: ReadonlyMap<string, Alert>,
): SimulatedNotice {
  const { at, kind, reason, severity, members } = entry;
  const labels = Object.keys(members).map((id) => alerts.get(id)?.labels ?? {});
  const rules = [...new Set(Object.values(members).map(({ rule }) => rule))];
  return { at, channel, kind, reason, severity, rules, labels: sharedLabels(labels), alerts: labels.length };
}
