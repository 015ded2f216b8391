import * as z from 'zod';
import type { CloudAnswer, Service } from './cloud/service.ts';

export type Print = (text: string) => void;

const path = '/unconfigured/';

/** Takes what channels that are not set up would have sent, and prints it. Addresses are `<cloud>/unconfigured/<channel>`. */
export function sink(print: Print): Service {
  return ({ url, body }) => {
    if (!url.startsWith(path)) return undefined;
    const channel = decodeURIComponent(url.slice(path.length));
    print(frame(channel, readable(body.toString('utf8'))));
    return accepted();
  };
}

export function sinkUrl(cloudUrl: string, channel: string): string {
  return `${cloudUrl}${path}${encodeURIComponent(channel)}`;
}

async function accepted(): Promise<CloudAnswer> {
  return { status: 202, headers: { 'content-type': 'text/plain' }, body: 'ok' };
}

/** A notification between two lines, so that it stands out in the terminal. */
export function frame(channel: string, text: string): string {
  const head = `── ${channel} is not set up; it would have got `;
  const lines = text.split('\n').map((line) => `   ${line}`);
  return [head.padEnd(100, '─'), ...lines, '─'.repeat(100)].join('\n');
}

const text = z.looseObject({ text: z.string() });
const block = z.looseObject({
  text: text.optional(),
  fields: z.array(text).optional(),
  elements: z
    .array(z.looseObject({ text: z.union([z.string(), text]).optional(), url: z.string().optional() }))
    .optional(),
});
const slackMessage = z.looseObject({ text: z.string().optional(), blocks: z.array(block).default([]) });
const pagerdutyEvent = z.looseObject({
  event_action: z.string(),
  dedup_key: z.string(),
  payload: z.looseObject({ summary: z.string(), severity: z.string() }).optional(),
});

function readable(body: string): string {
  const json = parseJson(body);
  const event = pagerdutyEvent.safeParse(json);
  if (event.success) {
    const { event_action, dedup_key, payload } = event.data;
    return [`${event_action} ${dedup_key}`, ...(payload ? [`${payload.severity}: ${payload.summary}`] : [])].join('\n');
  }
  const message = slackMessage.safeParse(json);
  return message.success ? slackText(message.data) : body;
}

function slackText({ text: fallback, blocks }: z.infer<typeof slackMessage>): string {
  const lines = blocks.flatMap((one) => [
    one.text?.text,
    ...(one.fields ?? []).map((field) => field.text),
    (one.elements ?? []).map(elementText).join('  '),
  ]);
  const shown = lines.filter((line) => line !== undefined && line !== '').join('\n');
  return shown === ''
    ? (fallback ?? '')
    : shown.replaceAll('*', '').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>');
}

function elementText({
  text: label,
  url,
}: {
  text?: string | { text: string } | undefined;
  url?: string | undefined;
}): string {
  const words = typeof label === 'string' ? label : (label?.text ?? '');
  return url === undefined ? words : `[${words}]`;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
