import type { ChannelLog } from '../core/alert.ts';

export type KeepLogDeps = {
  readLogs(tenant: string, alertId: string): Promise<ChannelLog[]>;
  /** False if a later notice is written there already. */
  writeLog(tenant: string, alertId: string, log: ChannelLog): Promise<boolean>;
};

/** Writes what became of a notice. If a later one was faster, only what arrived is added to that one's record. */
export async function keepLog(tenant: string, alertId: string, log: ChannelLog, deps: KeepLogDeps): Promise<void> {
  if (await deps.writeLog(tenant, alertId, log)) return;
  const later = (await deps.readLogs(tenant, alertId)).find(({ channel }) => channel === log.channel);
  if (later === undefined || log.outcome !== 'sent' || log.sent === undefined) return;
  if (later.sent !== undefined && later.sent.at >= log.sent.at) return;
  const { sent, lastFiringSentAt = later.lastFiringSentAt } = log;
  await deps.writeLog(tenant, alertId, {
    ...later,
    sent,
    ...(lastFiringSentAt !== undefined && { lastFiringSentAt }),
  });
}
