import { randomUUID } from 'node:crypto';
import { busSources } from '../functions/providers/index.ts';
import type { BusListener } from './cloud/event-bridge.ts';
import type { TakeMessage } from './cloud/sqs.ts';
import { queueNames } from './environment.ts';

/** The rule on the account's default bus: events of providers go to the bus queue. */
export function defaultBus(
  queues: ReadonlyMap<string, TakeMessage>,
  sources: readonly string[] = busSources,
): BusListener {
  return (busName, event) => {
    if (busName !== 'default' || !sources.includes(event.source)) return;
    queues.get(queueNames.bus)?.({ id: randomUUID(), body: JSON.stringify(event), delaySeconds: 0 });
  };
}
