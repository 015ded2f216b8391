import type { Log } from '../core/log.ts';
import { type EmitMetric, metricNames } from '../core/metric-names.ts';
import type { StatusNote } from '../core/provider-status.ts';
import type { Taken } from './take-events.ts';

export type NoteDeps = {
  /** Keeps when the provider last told something. Never throws. */
  noteStatus(tenant: string, provider: string, note: StatusNote): Promise<void>;
  metric: EmitMetric;
  log: Log;
};

type Of = {
  /** For people who read the log. */
  what: 'webhook' | 'event';
  provider: string;
  tenant: string;
};

/** Says what became of something that was taken: in the metrics, in the provider's status, in the log. */
export async function noteTaken(
  taken: Exclude<Taken, { kind: 'unfinished' }>,
  { what, provider, tenant }: Of,
  deps: NoteDeps,
): Promise<void> {
  deps.metric(metricNames.webhooksAccepted, 1, { provider });
  const recorded = taken.kind === 'recorded' ? taken.recorded : 0;
  await deps.noteStatus(tenant, provider, { kind: 'accepted', recorded });
  if (taken.kind === 'malformed')
    deps.log.warn(`${what} malformed, kept in quarantine`, { provider, tenant, why: taken.why });
  else if (taken.ignored.length > 0)
    deps.log.info(`${what} not counted`, { provider, tenant, what: taken.ignored.join(', ') });
}
