import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';

/** Sections of a configuration as a page shows them, under the heading that they stand under. */
export type Snippet = { heading: string; config: Record<string, unknown> };

/** The configuration that a page shows: its blocks of TypeScript that begin with a key. `known`: names that they use. */
export function configSnippets(page: string, known: Readonly<Record<string, unknown>>): Snippet[] {
  const parts = readFileSync(page, 'utf8').split(/^(?=#{2,4} )/m);
  return parts.flatMap((part) => {
    const heading = /^#+ (.*)$/m.exec(part)?.[1] ?? '';
    const blocks = [...part.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
    return blocks
      .filter((code) => /^[a-zA-Z]+:/.test(code))
      .map((code) => ({ heading, config: asJson(runInNewContext(`({${code}})`, { ...known })) }));
  });
}

/** Objects of another context are not those of this one. */
function asJson(value: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}
