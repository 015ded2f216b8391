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

export type WebhookAnswer = { status: number; body?: string; contentType?: string };
