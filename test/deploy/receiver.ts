import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';

export type Receiver = {
  url: string;
  /** The JSON bodies that came, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever a channel sends
  received: any[];
  /** The requests as they came. */
  requests: { headers: IncomingHttpHeaders; body: string }[];
  /** Answers the next request with 503, to be tried again in a second. */
  beBusyOnce(): void;
  stop(): Promise<void>;
};

/** Stands in for a channel: takes every request, as Slack (`ok`) or PagerDuty (`202`) would. */
export async function startReceiver(status: number, answer: string): Promise<Receiver> {
  const received: unknown[] = [];
  const requests: Receiver['requests'] = [];
  let isBusy = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    requests.push({ headers: request.headers, body });
    received.push(JSON.parse(body));
    if (isBusy) response.writeHead(503, { 'retry-after': '1' }).end();
    else response.writeHead(status).end(answer);
    isBusy = false;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  const beBusyOnce = () => {
    isBusy = true;
  };
  return { url: `http://127.0.0.1:${address.port}`, received, requests, beBusyOnce, stop };
}
