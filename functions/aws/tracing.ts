/**
 * Puts a span around each call of an AWS client, and of `fetch`. Outside Lambda it does nothing, and does not even load
 * the library, which watches every promise of its process. Never on ingest: decision 008.
 */
export async function traced<Client>(service: string, client: Client): Promise<Client> {
  if (process.env.AWS_LAMBDA_FUNCTION_NAME === undefined) return client;
  const { Tracer } = await import('@aws-lambda-powertools/tracer');
  return new Tracer({ serviceName: service }).captureAWSv3Client(client);
}
