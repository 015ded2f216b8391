import * as z from 'zod';

const text = z.object({ text: z.string() });
const block = z.union([
  z.object({ type: z.literal('header'), text }),
  z.object({ type: z.literal('section'), text }),
  z.object({ type: z.literal('context'), elements: z.array(text) }),
  z.object({ type: z.literal('actions'), elements: z.array(z.object({ text })) }),
]);
type Block = z.infer<typeof block>;
const messageSchema = z.object({
  blocks: z.array(block).default([]),
  attachments: z.array(z.object({ blocks: z.array(block) })).default([]),
});

const characters: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** A Slack message as lines of text, about as people see it; `undefined` if it is none. @param body JSON */
export function slackText(body: string): string | undefined {
  const parsed = messageSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return undefined;
  const { blocks, attachments } = parsed.data;
  const barred = attachments.flatMap((one) => one.blocks.flatMap(linesOf)).map((line) => `┃ ${line}`.trimEnd());
  return [...blocks.flatMap(linesOf), ...barred]
    .join('\n')
    .replace(/&(?:amp|lt|gt);/g, (one) => characters[one] ?? one);
}

function linesOf(one: Block): string[] {
  if (one.type === 'actions') return [one.elements.map((button) => `[ ${button.text.text} ]`).join('  '), ''];
  const texts = one.type === 'context' ? one.elements : [one.text];
  return [...texts.flatMap((part) => part.text.split('\n')), ''];
}
