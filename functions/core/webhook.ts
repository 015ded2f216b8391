/** An HTTP request as a provider sent it. */
export type WebhookRequest = {
  method: string;
  /** The URLs by which the provider may have called us: exact, with the raw query. More than one only on one machine. */
  urls: string[];
  /** Names in lower case. */
  headers: Record<string, string>;
  /** The bytes of the body, exactly as sent. */
  body: Buffer;
};

/** What teams like to put behind a webhook URL. It tells us nothing: what a request is about is in the request. */
export const webhookSuffixes = ['status', 'inbound', 'voice', 'events'];

export type WebhookAnswer = { status: number; body?: string; contentType?: string };
