import type { GroupLog, Told } from '../core/group.ts';

export type KeepLogDeps = {
  readLog(tenant: string, group: string): Promise<GroupLog | undefined>;
  /** False if a later notice is written there already. */
  writeLog(tenant: string, log: GroupLog): Promise<boolean>;
};

/** Writes what became of a notice. If a later one was faster, only what arrived is added to that one's record. */
export async function keepLog(tenant: string, log: GroupLog, deps: KeepLogDeps): Promise<void> {
  if (await deps.writeLog(tenant, log)) return;
  const later = await deps.readLog(tenant, log.group);
  if (later === undefined || log.outcome !== 'sent') return;
  const told = { ...later.told };
  for (const [alert, said] of Object.entries(log.told)) told[alert] = newer(told[alert], said);
  const reference = later.reference ?? log.reference;
  await deps.writeLog(tenant, { ...later, told, ...(reference !== undefined && { reference }) });
}

function newer(known: Told | undefined, said: Told): Told {
  return known === undefined || said.at > known.at ? said : known;
}
