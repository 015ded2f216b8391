import * as z from 'zod';
import { isWorse, severities } from '../../functions/core/severity.ts';

const stateSchema = z.object({
  alerts: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      state: z.enum(['inactive', 'pending', 'firing']),
      severity: z.enum(severities).optional(),
      episode: z.number(),
      text: z.object({ title: z.string() }),
      notifications: z.array(z.object({ told: z.object({ kind: z.string() }).optional() })),
    }),
  ),
});
export type SeenAlert = z.infer<typeof stateSchema>['alerts'][number];

export type AlertChange = { kind: 'fired' | 'rose' | 'resolved'; alert: SeenAlert };

/** Reads the page's JSON twice a second and tells each alert that fires, becomes worse or resolves, until the signal. */
export async function watchAlerts(
  base: string,
  signal: AbortSignal,
  onLook: (changes: AlertChange[], alerts: SeenAlert[]) => void,
): Promise<void> {
  const seen = new Map<string, SeenAlert>();
  while (!signal.aborted) {
    const alerts = await readAlerts(base);
    onLook(
      alerts.flatMap((alert) => changeOf(seen.get(alert.id), alert) ?? []),
      alerts,
    );
    for (const alert of alerts) seen.set(alert.id, alert);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function changeOf(before: SeenAlert | undefined, alert: SeenAlert): AlertChange | undefined {
  if (alert.state === 'inactive') return before?.state === 'firing' ? { kind: 'resolved', alert } : undefined;
  if (alert.state !== 'firing') return undefined;
  if (before?.state !== 'firing') return { kind: 'fired', alert };
  return isWorse(alert.severity, before.severity) ? { kind: 'rose', alert } : undefined;
}

async function readAlerts(base: string): Promise<SeenAlert[]> {
  try {
    const answer = await fetch(`${base}/local/state.json`);
    return stateSchema.parse(await answer.json()).alerts;
  } catch {
    return [];
  }
}
