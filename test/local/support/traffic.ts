import { type KeyObject, randomBytes } from 'node:crypto';
import { newTelnyxKey, publicKeyText, telnyxKey } from '../../../local/keys.ts';
import { newMessage, type PlannedStatus, type SimulatedMessage } from '../../../local/simulator/message.ts';
import { type Random, seededRandom } from '../../../local/simulator/random.ts';
import { telnyxWebhook } from '../../../local/simulator/telnyx-webhook.ts';
import { type SignedWebhook, twilioWebhook } from '../../../local/simulator/twilio-webhook.ts';

export type ProviderKeys = { twilioAuthToken: string; telnyx: KeyObject };

export function newProviderKeys(): ProviderKeys & { env: Record<string, string> } {
  const twilioAuthToken = randomBytes(16).toString('hex');
  const telnyx = telnyxKey(newTelnyxKey());
  return {
    twilioAuthToken,
    telnyx,
    env: { WIREWATCH_TWILIO_AUTH_TOKENS: twilioAuthToken, WIREWATCH_TELNYX_PUBLIC_KEYS: publicKeyText(telnyx) },
  };
}

export type PlannedWebhook = { message: SimulatedMessage; planned: PlannedStatus };

/** What the counters have to say, by `dimension value measure`. */
export type Oracle = Map<string, number>;

/**
 * So many webhooks of so many messages, sent and ended each, a quarter of the webhooks twice, in random order; and what
 * they have to add up to.
 */
export function planTraffic(webhooks: number, seed = 1): { webhooks: PlannedWebhook[]; oracle: Oracle } {
  const random = seededRandom(seed);
  const run = randomBytes(8).toString('hex');
  const unique: PlannedWebhook[] = [];
  const oracle: Oracle = new Map();
  for (let index = 0; index < Math.floor((webhooks * 0.75) / 2); index += 1) {
    const message = newMessage(random, run, index, Date.now() - random.between(0, 60_000));
    const end = endingOf(message, random);
    unique.push({ message, planned: { afterMs: 0, status: 'sent' } }, { message, planned: end });
    expectMessage(oracle, message, end);
  }
  const repeated = shuffled(unique, random).slice(0, webhooks - unique.length);
  return { webhooks: shuffled([...unique, ...repeated], random), oracle };
}

export function sign(base: string, keys: ProviderKeys, { message, planned }: PlannedWebhook): SignedWebhook {
  return message.provider === 'twilio'
    ? twilioWebhook(base, keys.twilioAuthToken, message, planned)
    : telnyxWebhook(base, keys.telnyx, message, planned, Date.now());
}

/** Sends all, some at a time. @returns how often each status was answered; 0 stands for no answer */
export async function sendAll(
  webhooks: readonly PlannedWebhook[],
  send: (webhook: PlannedWebhook) => Promise<number>,
  atOnce = 32,
): Promise<Record<number, number>> {
  const answers: Record<number, number> = {};
  const queue = [...webhooks];
  const worker = async () => {
    for (let webhook = queue.shift(); webhook; webhook = queue.shift()) {
      const status = await send(webhook);
      answers[status] = (answers[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

export async function post({ url, headers, body }: SignedWebhook): Promise<number> {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 0;
  }
}

function endingOf(message: SimulatedMessage, random: Random): PlannedStatus {
  if (random.chance(0.8)) return { afterMs: 0, status: 'delivered' };
  return { afterMs: 0, status: 'undelivered', errorCode: message.provider === 'telnyx' ? '40008' : '30003' };
}

const carrierNames: Record<string, string> = {
  'AT&T': 'AT&T',
  'T-MOBILE USA, INC.': 'T-Mobile',
  'Verizon Wireless': 'Verizon',
};

function expectMessage(oracle: Oracle, message: SimulatedMessage, { status, errorCode }: PlannedStatus): void {
  const scopes = [
    'total all',
    `provider ${message.provider}`,
    `carrier ${message.provider}|${carrierNames[message.carrier]}`,
    'country US',
    `campaign ${message.campaign}`,
    'sender +1312•••0100',
    ...(errorCode === undefined ? [] : [`errorCode ${message.provider}|${errorCode}`]),
  ];
  for (const scope of scopes) {
    for (const measure of ['o.started', 'o.sent', `o.${status}`]) {
      oracle.set(`${scope} ${measure}`, (oracle.get(`${scope} ${measure}`) ?? 0) + 1);
    }
  }
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.between(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
