import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type HttpReply, isAct, isApi, isWebhook, reply, splitUrl } from './gateway.ts';
import { isOwnName } from './own-name.ts';
import { StartError } from './settings.ts';

export type Routes = {
  webhook(request: IncomingMessage): Promise<HttpReply>;
  /** Links and buttons of messages. */
  act(request: IncomingMessage): Promise<HttpReply>;
  /** The console page, and what it and tools ask. */
  api(request: IncomingMessage): Promise<HttpReply>;
  /** The facts of this machine, as JSON, without a token. */
  state(query: URLSearchParams): Promise<HttpReply>;
};

export type WebServer = { port: number; close(): Promise<void> };

/** Listens on 127.0.0.1; requests wait until the routes are there. @throws StartError if the port is taken */
export async function startWebServer(
  port: number,
  routes: Promise<Routes>,
  onFailure: (error: unknown) => void,
): Promise<WebServer> {
  const server = createServer(async (request, response) => {
    try {
      send(response, await route(request, await routes));
    } catch (error) {
      if (!request.destroyed) onFailure(error);
      response.destroy();
    }
  });
  return { port: await listen(server, port), close: () => close(server) };
}

async function route(request: IncomingMessage, routes: Routes): Promise<HttpReply> {
  const { path, query } = splitUrl(request);
  if (isWebhook(path)) return routes.webhook(request);
  if (isAct(path)) return routes.act(request);
  if (isApi(path)) return routes.api(request);
  request.resume();
  if (path !== '/local/state.json') return reply(404, 'Not Found');
  if (request.method !== 'GET' && request.method !== 'HEAD') return reply(405, 'Method Not Allowed', { allow: 'GET' });
  // This asks for no token: it is not for callers by way of a tunnel, nor for names that others point at this machine.
  if (!isOwnName(request.headers.host)) return reply(403, 'This is shown on this machine only');
  return routes.state(new URLSearchParams(query));
}

function send(response: ServerResponse, { status, headers, body }: HttpReply): void {
  const length = status === 204 ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, { ...headers, ...length, 'x-content-type-options': 'nosniff' });
  response.end(body);
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(startError(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function startError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new StartError(`Port ${port} is in use. Choose another with --port, or 0 for any.`);
  if (code === 'EACCES') return new StartError(`Port ${port} is not allowed here. Choose one above 1023 with --port.`);
  return error;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}
