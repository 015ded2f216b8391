import type { WebhookRequest } from '../../core/webhook.ts';

/** The parameters of a form body as Twilio's verifier wants them: repeated names as lists, blanks kept. */
export function formParameters(request: WebhookRequest): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(request.body.toString('utf8'))) {
    const present = parameters[name];
    if (present === undefined) parameters[name] = value;
    else if (Array.isArray(present)) present.push(value);
    else parameters[name] = [present, value];
  }
  return parameters;
}

/** JSON requests are signed over the URL alone, which then carries the hash of the body. */
export function isJson(request: WebhookRequest): boolean {
  return /json/i.test(request.headers['content-type'] ?? '');
}
