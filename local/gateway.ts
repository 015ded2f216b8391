import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { atMost } from '../functions/core/in-parallel.ts';

/** Lambda takes no larger request. */
const largestBody = 6 * 1024 * 1024;

export type HttpReply = { status: number; headers: Record<string, string>; body: string | Buffer };

/** How many functions run at once; more requests wait, as they would not on AWS. */
const mostAtOnce = 24;

const resultSchema = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

const webhookPath = /^\/webhooks\/[^/]+(\/[^/]+){0,2}$/;

/** Whether the HTTP API would route the path to `ingest`. */
export function isWebhook(path: string): boolean {
  return webhookPath.test(path);
}

/** Whether the HTTP API would route the path to `act`. */
export function isAct(path: string): boolean {
  return /^\/act\/[^/]+$/.test(path) || path === '/slack/interact';
}

const apiPath = /^\/(v1|api|health|monitoring|apm)(\/.+)?$|^\/console\/[^/]+$|^\/(openapi\.json)?$/;

/** Whether the HTTP API would route the path to `api`. */
export function isApi(path: string): boolean {
  return apiPath.test(path);
}

/**
 * What the HTTP API does in front of `ingest`, `act` and `api`: the request becomes an event of payload version 2, its result an answer.
 * @param domainName the API's own name; never taken from the request
 */
export function gatewayTo(
  handler: (event: unknown) => Promise<unknown>,
  domainName: string,
  onFailure: (error: unknown) => void,
): (request: IncomingMessage) => Promise<HttpReply> {
  const limited = atMost(mostAtOnce);
  return async (request) => {
    const body = await readBody(request, largestBody);
    if (body === undefined) return reply(413, 'Request Entity Too Large', { connection: 'close' });
    try {
      const result = resultSchema.parse(await limited(() => handler(eventOf(request, body, domainName))));
      const content = Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8');
      return { status: result.statusCode, headers: result.headers, body: content };
    } catch (error) {
      onFailure(error);
      return reply(500, 'Internal Server Error');
    }
  };
}

export function splitUrl(request: IncomingMessage): { path: string; query: string } {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return mark === -1 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

export function reply(status: number, message: string, headers: Record<string, string> = {}): HttpReply {
  const body = `${JSON.stringify({ message })}\n`;
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

function eventOf(request: IncomingMessage, body: Buffer, domainName: string): object {
  const { path, query } = splitUrl(request);
  const headers = Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]);
  const method = request.method ?? 'GET';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: Object.fromEntries(headers),
    requestContext: {
      domainName,
      stage: '$default',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: request.socket.remoteAddress ?? '' },
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

/** `undefined` if the body is larger than that. */
async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > limit) {
      // The client hears the answer only if its bytes are taken off the line.
      request.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
