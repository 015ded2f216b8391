import { Tracer } from '@aws-lambda-powertools/tracer';

/** Puts a span around each call of an AWS client, and of `fetch`. Outside Lambda it does nothing. Never on ingest: decision 008. */
export function traced<Client>(service: string, client: Client): Client {
  return new Tracer({ serviceName: service }).captureAWSv3Client(client);
}
