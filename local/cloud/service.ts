/** A request of an AWS SDK client, as it came in on loopback. Header names in lower case. */
export type CloudRequest = {
  method: string;
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
};

export type CloudAnswer = { status: number; headers: Record<string, string>; body: string | Buffer };

/** One AWS service. `undefined`: the request is another service's. */
export type Service = (request: CloudRequest) => Promise<CloudAnswer> | undefined;
