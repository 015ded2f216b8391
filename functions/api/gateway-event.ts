import * as z from 'zod';

const authorizerSchema = z.object({
  jwt: z.object({ claims: z.record(z.string(), z.unknown()) }).optional(),
  iam: z.object({ userArn: z.string() }).optional(),
});

/** The part of an HTTP API event (payload version 2) that the API needs. */
export const gatewayEventSchema = z.object({
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    domainName: z.string().default('localhost'),
    requestId: z.string().optional(),
    http: z.object({ method: z.string(), sourceIp: z.string().default('') }),
    authorizer: authorizerSchema.optional(),
  }),
});
type GatewayEvent = z.infer<typeof gatewayEventSchema>;

/** What is known of a request beside the request itself, by whoever took it: never by whoever sent it. */
export type Origin = {
  /** Of a JSON Web Token that the gateway has verified. */
  claims?: Readonly<Record<string, unknown>>;
  /** Who signed it, as AWS names them. */
  arn?: string;
  /** Who called the function directly. */
  direct?: string;
  sourceIp?: string;
  requestId?: string;
};

export function originOf({ requestContext }: GatewayEvent): Origin {
  const { authorizer, http, requestId } = requestContext;
  return {
    sourceIp: http.sourceIp,
    ...(authorizer?.jwt && { claims: authorizer.jwt.claims }),
    ...(authorizer?.iam && { arn: authorizer.iam.userArn }),
    ...(requestId !== undefined && { requestId }),
  };
}

/** The HTTP API decodes paths: what is left of a name must not read as a query, as a fragment or as an escape. */
function encoded(path: string): string {
  return path.replace(/[?#]|%(?![\da-f]{2})/gi, encodeURIComponent);
}

export function requestOf({
  rawPath,
  rawQueryString,
  headers,
  body,
  isBase64Encoded,
  requestContext,
}: GatewayEvent): Request {
  const { method } = requestContext.http;
  const query = rawQueryString === '' ? '' : `?${rawQueryString}`;
  const has = body !== undefined && body !== '' && method !== 'GET' && method !== 'HEAD';
  return new Request(`https://${requestContext.domainName}${encoded(rawPath)}${query}`, {
    method,
    headers,
    ...(has && { body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8') }),
  });
}

/** An answer as the HTTP API wants it. */
export async function gatewayAnswerOf(response: Response) {
  const content = Buffer.from(await response.arrayBuffer());
  const isBase64Encoded = response.headers.has('content-encoding');
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: content.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}
