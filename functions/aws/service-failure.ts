import * as z from 'zod';
import type { Delivery } from '../channels/channel.ts';
import { oneLine } from '../core/cut-text.ts';
import { mayPass } from '../core/may-pass.ts';
import { withoutSecrets } from '../core/without-secrets.ts';

/** What the clients of AWS add to an error when the service has answered; without `$fault` they could not read the answer. */
const answered = z.object({
  $fault: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.number() }),
});

/**
 * What a service's error means for a notice: what may pass is tried again, and so is no answer at all and a success
 * that cannot be read; any other refusal stands.
 * @param secrets never to appear in the reason, even if the service repeats them
 */
export function serviceFailure(error: unknown, secrets: readonly string[] = []): Delivery {
  if (!(error instanceof Error)) return { kind: 'retry', why: 'unknown failure' };
  const answer = answered.safeParse(error);
  if (!answer.success) return { kind: 'retry', why: withoutAnswer(error) };
  const { $fault, $metadata } = answer.data;
  const status = $metadata.httpStatusCode;
  const said = $fault === undefined ? 'an answer that cannot be read' : `${error.name}: ${error.message}`;
  const why = `${status} ${oneLine(withoutSecrets(said, secrets)).slice(0, 300)}`;
  return { kind: status < 300 || mayPass(error) ? 'retry' : 'refused', why };
}

function withoutAnswer(error: Error): string {
  if (/^(Abort|Timeout)Error$/.test(error.name)) return 'no answer within the deadline';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
