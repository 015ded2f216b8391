import type { Health } from '../../functions/api/health/health.ts';
import { second } from '../../functions/core/time.ts';

/** Everything runs, and Twilio called just now. */
export function wellHealth(now: number): Health {
  return {
    providers: async () => [{ provider: 'twilio', lastWebhookAt: now - second, lastRecordedAt: now - second }],
    lastTick: async () => now,
    countLag: async () => second,
    queues: async () => [{ step: 'retry', waiting: 2, deadLetters: 0 }],
    tables: async () => true,
    secrets: async () => true,
  };
}
