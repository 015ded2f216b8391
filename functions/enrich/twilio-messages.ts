import Twilio from 'twilio/lib/base/BaseTwilio.js';
import * as z from 'zod';
import { retryAfter } from '../core/retry-after.ts';
import { second } from '../core/time.ts';
import type { ApiKey } from './api-key.ts';
import type { Answer } from './enrich.ts';
import { twilioMessageSchema } from './twilio-message.ts';

const responseSchema = z.object({
  statusCode: z.number(),
  body: z.unknown(),
  headers: z.object({ 'retry-after': z.string().optional() }).catch({}),
});

const refusal = z.object({ code: z.number(), message: z.string() });

/**
 * Reads a message by Twilio's own client. Below its resources, which throw away the headers, and `Retry-After` with
 * them (docs/decisions/015). Never throws. @param baseUrl `https://api.twilio.com`
 */
export function twilioMessages(baseUrl: string, timeout = 10 * second): (key: ApiKey, id: string) => Promise<Answer> {
  return async ({ sid, secret, account }, id) => {
    const client = new Twilio.Client(sid, secret, { accountSid: account });
    const uri = `${baseUrl}/2010-04-01/Accounts/${account}/Messages/${id}.json`;
    try {
      return answerOf(responseSchema.parse(await client.request({ method: 'get', uri, timeout })));
    } catch (error) {
      return { kind: 'failed', why: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
    }
  };
}

function answerOf({ statusCode, body, headers }: z.output<typeof responseSchema>): Answer {
  if (statusCode === 404) return { kind: 'absent' };
  if (statusCode === 429) return { kind: 'busy', afterMs: retryAfter(headers['retry-after'], Date.now()) };
  const message = twilioMessageSchema.safeParse(body);
  if (statusCode === 200 && message.success) return { kind: 'found', message: message.data };
  const { data } = refusal.safeParse(body);
  const reason = data ? ` ${data.code} ${data.message}` : '';
  return { kind: 'failed', why: statusCode === 200 ? 'the answer is no message' : `HTTP ${statusCode}${reason}` };
}
