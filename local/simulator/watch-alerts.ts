import * as z from 'zod';

const stateSchema = z.object({
  alerts: z.array(
    z.object({
      id: z.string(),
      rule: z.string(),
      state: z.enum(['inactive', 'pending', 'firing']),
      severity: z.string().optional(),
      episode: z.number(),
      text: z.object({ title: z.string() }),
    }),
  ),
});
type SeenAlert = z.infer<typeof stateSchema>['alerts'][number];

export type AlertChange = { kind: 'fired' | 'resolved'; alert: SeenAlert };

/** Reads the page's JSON twice a second and tells each alert that fires or resolves, until the signal. */
export async function watchAlerts(
  base: string,
  signal: AbortSignal,
  onChange: (change: AlertChange) => void,
): Promise<void> {
  const states = new Map<string, SeenAlert['state']>();
  while (!signal.aborted) {
    for (const alert of await readAlerts(base)) {
      const before = states.get(alert.id);
      states.set(alert.id, alert.state);
      if (alert.state === 'firing' && before !== 'firing') onChange({ kind: 'fired', alert });
      if (alert.state === 'inactive' && before === 'firing') onChange({ kind: 'resolved', alert });
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function readAlerts(base: string): Promise<SeenAlert[]> {
  try {
    const answer = await fetch(`${base}/local/state.json`);
    return stateSchema.parse(await answer.json()).alerts;
  } catch {
    return [];
  }
}
