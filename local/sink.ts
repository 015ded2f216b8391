import { seenText } from '../functions/channels/seen-text.ts';
import type { CloudAnswer, Service } from './cloud/service.ts';

export type Print = (text: string) => void;

const path = '/unconfigured/';

/**
 * Takes what channels that are not set up would have sent, and prints it. Addresses are `<cloud>/unconfigured/<channel>`;
 * a Slack bot puts the method behind that, and is answered as Slack would.
 */
export function sink(print: Print): Service {
  let messages = 0;
  return ({ url, body }) => {
    if (!url.startsWith(path)) return undefined;
    const [channel = '', method] = url.slice(path.length).split('/').map(decodeURIComponent);
    // A message that is changed says the same once more; what is new of it comes as a reply.
    const sent = body.toString('utf8');
    if (method !== 'chat.update') print(frame(channel, seenText(sent) ?? sent));
    messages += 1;
    return method === undefined ? accepted() : answered({ ok: true, channel, ts: `${messages}.0` });
  };
}

export function sinkUrl(cloudUrl: string, channel: string): string {
  return `${cloudUrl}${path}${encodeURIComponent(channel)}`;
}

async function accepted(): Promise<CloudAnswer> {
  return { status: 202, headers: { 'content-type': 'text/plain' }, body: 'ok' };
}

async function answered(body: object): Promise<CloudAnswer> {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** A notification between two lines, so that it stands out in the terminal. */
export function frame(channel: string, text: string): string {
  const head = `── ${channel} is not set up; it would have got `;
  const lines = text.split('\n').map((line) => `   ${line}`);
  return [head.padEnd(100, '─'), ...lines, '─'.repeat(100)].join('\n');
}
