import type { RuleSettings } from '../config/schema.ts';
import type { Alert, NoticeKind, NoticeReason } from '../core/alert.ts';
import type { Group, GroupLog, GroupOutbox } from '../core/group.ts';
import type { Handling } from '../core/handling.ts';
import type { Severity } from '../core/severity.ts';
import { sharedLabels } from '../core/shared-labels.ts';
import type { DispatchDeps } from '../dispatch/dispatch-deps.ts';
import { logAfter, logWithdrawn } from '../notify/group-log.ts';

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

type Store = Pick<DispatchDeps, 'groups' | 'saveGroup' | 'said' | 'saveHandling' | 'isOver'>;
type Logs = Map<string, GroupLog>;

/**
 * Groups, logs and handlings in memory, and channels that take every notice at once. `taken`: what was sent since it was
 * last asked. @param alerts by id, as they stand
 */
export function simulatedChannels(alerts: ReadonlyMap<string, Alert>, rules: readonly RuleSettings[]) {
  const logs: Logs = new Map();
  let notices: SimulatedNotice[] = [];
  const take = ({ id, channel, outbox }: Group) => {
    if (outbox === undefined || (logs.get(id)?.seq ?? 0) >= outbox.seq) return;
    notices.push(noticeOf(channel, outbox, alerts));
    logs.set(id, logOf({ id, channel, outbox }, logs.get(id), rules));
  };
  const taken = () => {
    const sent = notices;
    notices = [];
    return sent;
  };
  return { deps: storeOf(logs, take), taken };
}

function storeOf(logs: Logs, take: (group: Group) => void): Store {
  const groups = new Map<string, Group>();
  const handlings = new Map<string, Handling>();
  return {
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
}

type Sent = { id: string; channel: string; outbox: GroupOutbox };

function logOf({ id, channel, outbox }: Sent, before: GroupLog | undefined, rules: readonly RuleSettings[]): GroupLog {
  const { seq, kind, at: now } = outbox;
  if (kind === 'withdraw') return logWithdrawn(id, channel, seq, before, now);
  return logAfter(id, { channel, entry: outbox, attempts: 1, before, delivery: { kind: 'sent' }, now }, rules);
}

function noticeOf(channel: string, entry: GroupOutbox, alerts: ReadonlyMap<string, Alert>): SimulatedNotice {
  const { at, kind, reason, severity, members } = entry;
  const labels = Object.keys(members).map((id) => alerts.get(id)?.labels ?? {});
  const rules = [...new Set(Object.values(members).map(({ rule }) => rule))];
  return { at, channel, kind, reason, severity, rules, labels: sharedLabels(labels), alerts: labels.length };
}
