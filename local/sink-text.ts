import * as z from 'zod';

const text = z.looseObject({ text: z.string() });
const block = z.looseObject({
  text: text.optional(),
  elements: z
    .array(z.looseObject({ type: z.string().optional(), text: z.union([z.string(), text]).optional() }))
    .optional(),
});
const slackMessage = z.looseObject({
  text: z.string(),
  blocks: z.array(block),
  attachments: z.array(z.looseObject({ blocks: z.array(block) })).default([]),
});

const richText = z.looseObject({ inlines: z.array(text) });
const teamsMessage = z.looseObject({
  attachments: z.array(
    z.looseObject({
      content: z.looseObject({
        body: z.array(z.union([richText, z.looseObject({ items: z.array(richText) })])),
        actions: z.array(z.looseObject({ title: z.string() })),
      }),
    }),
  ),
});

const pagerdutyEvent = z.looseObject({
  event_action: z.string(),
  dedup_key: z.string(),
  payload: z.looseObject({ summary: z.string(), severity: z.string() }).optional(),
});

const opsgenieAlert = z.looseObject({ message: z.string(), priority: z.string(), description: z.string() });
const opsgenieNote = z.looseObject({ source: z.string(), note: z.string() });
const webhookNotice = z.looseObject({
  version: z.literal(1),
  kind: z.string(),
  severity: z.string(),
  text: z.looseObject({ title: z.string(), facts: z.array(z.string()).default([]) }),
});

/** What a person would see of a message, if its form is known; else the message. */
export function sinkText(body: string): string {
  const json = parseJson(body);
  const event = pagerdutyEvent.safeParse(json);
  if (event.success) return eventText(event.data);
  const message = slackMessage.safeParse(json);
  if (message.success) return slackText(message.data);
  const card = teamsMessage.safeParse(json);
  return card.success ? cardText(card.data) : (plainText(json) ?? body);
}

function plainText(json: unknown): string | undefined {
  const alert = opsgenieAlert.safeParse(json);
  if (alert.success) return `${alert.data.priority}: ${alert.data.description}`;
  const note = opsgenieNote.safeParse(json);
  if (note.success) return note.data.note;
  const notice = webhookNotice.safeParse(json);
  if (!notice.success) return undefined;
  const { kind, severity, text } = notice.data;
  return [`${kind}, ${severity}: ${text.title}`, ...text.facts].join('\n');
}

function eventText({ event_action, dedup_key, payload }: z.infer<typeof pagerdutyEvent>): string {
  return [`${event_action} ${dedup_key}`, ...(payload ? [`${payload.severity}: ${payload.summary}`] : [])].join('\n');
}

function slackText({ blocks, attachments }: z.infer<typeof slackMessage>): string {
  const lines = [...blocks, ...attachments.flatMap((one) => one.blocks)].flatMap((one) => [
    one.text?.text,
    (one.elements ?? []).map(elementText).join('  '),
  ]);
  const shown = lines.filter((line) => line !== undefined && line !== '').join('\n');
  return shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function elementText({
  type,
  text: label,
}: {
  type?: string | undefined;
  text?: string | { text: string } | undefined;
}) {
  const words = typeof label === 'string' ? label : (label?.text ?? '');
  return type === 'button' ? `[${words}]` : words;
}

function cardText({ attachments }: z.infer<typeof teamsMessage>): string {
  const lines = attachments.flatMap(({ content }) => [
    ...content.body.flatMap((one) => ('items' in one ? one.items : [one])).map(runs),
    content.actions.map(({ title }) => `[${title}]`).join('  '),
  ]);
  return lines.filter((line) => line !== '').join('\n');
}

function runs(block: unknown): string {
  const parsed = richText.safeParse(block);
  return parsed.success ? parsed.data.inlines.map((run) => run.text).join('') : '';
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
