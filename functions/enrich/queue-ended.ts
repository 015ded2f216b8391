import type { Log } from '../core/log.ts';
import type { EnrichMessage } from './enrich-message.ts';
import { type Asking, type Change, worthAsking } from './worth-asking.ts';

export type QueueEndedDeps = {
  /** Absent: Twilio is asked nothing. */
  settings: Asking | undefined;
  /** Hands the messages over after the longest delay that the queue knows. */
  put(messages: readonly EnrichMessage[]): Promise<void>;
  log: Log;
};

/**
 * Queues the messages that have just ended and that Twilio is to be asked about. Never throws: prices are worth less
 * than counting in time, and the estimate stands.
 */
export function queueEnded({ settings, put, log }: QueueEndedDeps): (changes: readonly Change[]) => Promise<void> {
  return async (changes) => {
    const ended = settings === undefined ? [] : changes.filter((change) => worthAsking(change, settings));
    const keys = new Set(ended.map(({ after }) => after.key));
    if (keys.size === 0) return;
    await put([...keys].map((key) => ({ key, asked: 0 }))).catch((error: unknown) => {
      log.error('Twilio will not be asked about messages', { messages: keys.size, error: String(error) });
    });
  };
}
