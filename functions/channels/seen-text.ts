import * as z from 'zod';

const text = z.object({ text: z.string() });
const block = z.union([
  z.object({ type: z.enum(['header', 'section']), text }),
  z.object({ type: z.literal('context'), elements: z.array(text) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.object({ text })) }),
]);
type Block = z.infer<typeof block>;
const slackMessage = z.object({
  text: z.string(),
  blocks: z.array(block).default([]),
  attachments: z.array(z.object({ blocks: z.array(block) })).default([]),
});

const richText = z.object({ inlines: z.array(text) });
const teamsMessage = z.object({
  attachments: z.array(
    z.object({
      content: z.object({
        body: z.array(
          z.union([
            richText.transform((one) => [one]),
            z.object({ items: z.array(richText) }).transform(({ items }) => items),
          ]),
        ),
        actions: z.array(z.object({ title: z.string() })),
      }),
    }),
  ),
});

const pagerdutyEvent = z.object({
  event_action: z.string(),
  dedup_key: z.string(),
  payload: z
    .object({
      summary: z.string(),
      severity: z.string(),
      custom_details: z.record(z.string(), z.unknown()).default({}),
    })
    .optional(),
  links: z.array(z.object({ text: z.string() })).default([]),
});

const opsgenieAlert = z.object({ priority: z.string(), description: z.string() });
const opsgenieNote = z.object({ source: z.string(), note: z.string() });
const webhookNotice = z.object({
  version: z.literal(1),
  kind: z.string(),
  severity: z.string(),
  text: z.object({ title: z.string(), facts: z.array(z.string()).default([]) }),
});

const forms = [
  pagerdutyEvent.transform(eventLines),
  slackMessage.transform(messageLines),
  teamsMessage.transform(cardLines),
  opsgenieAlert.transform(({ priority, description }) => [`${priority}: ${description}`]),
  opsgenieNote.transform(({ note }) => [note]),
  webhookNotice.transform(({ kind, severity, text: said }) => [`${kind}, ${severity}: ${said.title}`, ...said.facts]),
];

/** About what a person would see of a message; `undefined` if its form is not known. @param body as it is posted */
export function seenText(body: string): string | undefined {
  const parsed = z.union(forms).safeParse(parseJson(body));
  return parsed.success ? parsed.data.filter((line) => line !== '').join('\n') : undefined;
}

function messageLines({ text: fallback, blocks, attachments }: z.infer<typeof slackMessage>): string[] {
  const barred = attachments.flatMap((one) => one.blocks.flatMap(blockLines)).map((line) => `┃ ${line}`);
  const lines = [...blocks.flatMap(blockLines), ...barred];
  return (lines.length === 0 ? [fallback] : lines).map(unescaped);
}

function blockLines(one: Block): string[] {
  if (one.type === 'actions') return [buttons(one.elements.map((button) => button.text.text))];
  const texts = one.type === 'context' ? one.elements : [one.text];
  return texts.flatMap((part) => part.text.split('\n'));
}

function unescaped(line: string): string {
  return line.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function cardLines({ attachments }: z.infer<typeof teamsMessage>): string[] {
  return attachments.flatMap(({ content }) => [
    ...content.body.flat().map(({ inlines }) => inlines.map((run) => run.text).join('')),
    buttons(content.actions.map(({ title }) => title)),
  ]);
}

function eventLines({ event_action, dedup_key, payload, links }: z.infer<typeof pagerdutyEvent>): string[] {
  const details = Object.entries(payload?.custom_details ?? {}).flatMap(([name, value]) => detailLines(name, value));
  const told = payload ? [`${payload.severity}: ${payload.summary}`, ...details] : [];
  return [`${event_action} ${dedup_key}`, ...told, buttons(links.map((link) => link.text))];
}

function detailLines(name: string, value: unknown): string[] {
  const lines = z.union([z.string().transform((one) => [one]), z.array(z.string())]).safeParse(value);
  return lines.success ? lines.data.map((line) => `  ${name}  ${line}`) : [];
}

function buttons(labels: readonly string[]): string {
  return labels.map((label) => `[${label}]`).join('  ');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
