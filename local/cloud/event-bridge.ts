import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonService } from './json-service.ts';
import type { Service } from './service.ts';

const putEvents = z.object({
  Entries: z.array(
    z.object({
      EventBusName: z.string().default('default'),
      Source: z.string(),
      DetailType: z.string(),
      Detail: z.string().transform((text): unknown => JSON.parse(text)),
      /** Epoch seconds. */
      Time: z.number().optional(),
    }),
  ),
});
type Entry = z.output<typeof putEvents>['Entries'][number];

/** @param event as a rule's target gets it */
export type BusListener = (busName: string, event: ReturnType<typeof eventOf>) => void;

/** EventBridge, with one listener to all buses. */
export function eventBridge(listener: BusListener): Service {
  return jsonService('AWSEvents', {
    PutEvents: (input) => {
      const { Entries } = putEvents.parse(input);
      const events = Entries.map((entry) => eventOf(entry));
      for (const [index, event] of events.entries()) listener(Entries[index]?.EventBusName ?? 'default', event);
      return { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) };
    },
  });
}

function eventOf({ Source, DetailType, Detail, Time }: Entry) {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DetailType,
    source: Source,
    account: '000000000000',
    time: new Date(Time === undefined ? Date.now() : Time * 1000).toISOString(),
    region: 'us-east-1',
    resources: [],
    detail: Detail,
  };
}
