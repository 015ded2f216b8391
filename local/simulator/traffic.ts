import { randomBytes } from 'node:crypto';
import { telnyxKey } from '../keys.ts';
import { newMessage, type PlannedStatus, type SimulatedMessage } from './message.ts';
import { seededRandom } from './random.ts';
import { planStatuses, type Trouble } from './scenarios.ts';
import { telnyxWebhook } from './telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from './twilio-webhook.ts';

export type SimulatorKeys = { twilioAuthToken: string; telnyxPrivateKey: string };

export type Traffic = {
  setTrouble(trouble: Trouble | undefined): void;
  /** Webhooks sent, and those that were not answered with 2xx. */
  sums(): { messages: number; webhooks: number; refused: number };
  stop(): void;
};

/** Of product time: enough for rules that want twenty messages of a carrier in a quarter of an hour. */
const messagesPerMinute = 16;

/** Sends messages' statuses to the public port, signed as the providers sign. It knows nothing of the product but that port. */
export function startTraffic(base: string, keys: SimulatorKeys, tickSeconds: number): Traffic {
  const random = seededRandom(7);
  const run = randomBytes(8).toString('hex');
  const key = telnyxKey(keys.telnyxPrivateKey);
  const sums = { messages: 0, webhooks: 0, refused: 0 };
  const timers = new Set<NodeJS.Timeout>();
  let trouble: Trouble | undefined;

  const webhookOf = (message: SimulatedMessage, planned: PlannedStatus): SignedWebhook =>
    message.provider === 'twilio'
      ? twilioWebhook(base, keys.twilioAuthToken, message, planned)
      : telnyxWebhook(base, key, message, planned, Date.now());

  const send = (message: SimulatedMessage, planned: PlannedStatus) => {
    const timer = setTimeout(async () => {
      timers.delete(timer);
      sums.webhooks += 1;
      if (!(await post(webhookOf(message, planned)))) sums.refused += 1;
    }, planned.afterMs);
    timers.add(timer);
  };

  const beat = setInterval(
    () => {
      sums.messages += 1;
      const message = newMessage(random, run, sums.messages, Date.now());
      for (const planned of planStatuses(message, trouble, random)) send(message, planned);
    },
    (tickSeconds * 1000) / messagesPerMinute,
  );

  return {
    setTrouble: (next) => {
      trouble = next;
    },
    sums: () => ({ ...sums }),
    stop: () => {
      clearInterval(beat);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

async function post({ url, headers, body }: SignedWebhook): Promise<boolean> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
