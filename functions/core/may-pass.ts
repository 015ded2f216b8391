import * as z from 'zod';

/** What the clients of AWS add to an error when the service has answered. */
const answered = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

/** Whatever status they come with (docs.aws.amazon.com, Common Errors of each service). */
const passing =
  /^(Throttl|TooManyRequests|ProvisionedThroughputExceeded|RequestLimitExceeded|Internal|KMSThrottling|ServiceUnavailable|RequestTimeout)/;

/** Whether what a service failed with may be over when it is asked again: it is busy, or does not answer. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (passing.test(error.name) || /^(Abort|Timeout)Error$/.test(error.name)) return true;
  const answer = answered.safeParse(error);
  if (!answer.success) return 'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code);
  const status = answer.data.$metadata.httpStatusCode;
  return status >= 500 || status === 429;
}
