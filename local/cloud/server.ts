import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnName } from '../own-name.ts';
import type { CloudAnswer, CloudRequest, Service } from './service.ts';

export type LocalCloud = {
  /** For `AWS_ENDPOINT_URL`. */
  url: string;
  close(): Promise<void>;
};

/**
 * The AWS services that the functions use, on a loopback port of this process, for their own SDK clients.
 * @param onFailure told of what should not happen; the client gets a 500 and tries again
 */
export async function startCloud(
  services: readonly Service[],
  onFailure: (error: unknown) => void,
): Promise<LocalCloud> {
  const server = createServer(async (request, response) => {
    const asked = await readRequest(request);
    send(response, isOfPage(asked) ? forbidden : await answerSafely(services, asked, onFailure));
  });
  // SDK clients keep their connections; closing idle ones early would race with their next request.
  server.keepAliveTimeout = 60_000;
  const port = await listenOnLoopback(server);
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

/** Nothing here asks for a key: a web page could send orders to any port of this machine, under its own name or ours. */
function isOfPage({ headers }: CloudRequest): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined || !isOwnName(headers.host);
}

const forbidden: CloudAnswer = { status: 403, headers: {}, body: '' };

async function readRequest(request: IncomingMessage): Promise<CloudRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]));
  return { method: request.method ?? '', url: request.url ?? '', headers, body: Buffer.concat(chunks) };
}

async function answerSafely(
  services: readonly Service[],
  request: CloudRequest,
  onFailure: (error: unknown) => void,
): Promise<CloudAnswer> {
  try {
    for (const service of services) {
      const answer = service(request);
      if (answer) return await answer;
    }
    return { status: 404, headers: {}, body: '' };
  } catch (error) {
    onFailure(error);
    return { status: 500, headers: { 'content-type': 'application/json' }, body: '{"__type":"InternalFailure"}' };
  }
}

function send(response: ServerResponse, answer: CloudAnswer): void {
  const length = String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, ...(answer.status !== 204 && { 'content-length': length }) });
  response.end(answer.body);
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(portOf(server.address())));
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
