import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { jsonService } from './json-service.ts';
import type { Service } from './service.ts';

const putEvents = z.object({ Entries: z.array(z.object({ DetailType: z.string(), Detail: z.string() })) });

export type BusListener = (event: { detailType: string; detail: string }) => void;

/** An EventBridge bus with one listener. */
export function eventBridge(listener: BusListener): Service {
  return jsonService('AWSEvents', {
    PutEvents: (input) => {
      const { Entries } = putEvents.parse(input);
      for (const { DetailType, Detail } of Entries) listener({ detailType: DetailType, detail: Detail });
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
    },
  });
}
