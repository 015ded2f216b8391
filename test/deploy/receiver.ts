import { once } from 'node:events';
import { createServer } from 'node:http';

export type Receiver = {
  url: string;
  /** The JSON bodies that came, in order. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever a channel sends
  received: any[];
  stop(): Promise<void>;
};

/** Stands in for a channel: takes every request, as Slack (`ok`) or PagerDuty (`202`) would. */
export async function startReceiver(status: number, answer: string): Promise<Receiver> {
  const received: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(status).end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no address');
  const stop = async () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${address.port}`, received, stop };
}
