import type * as z from 'zod';
import { problemSchema } from '../functions/api/problem.ts';
import { type DirectRequest, directAnswerSchema } from '../functions/api/take-api-event.ts';
import { readConfig } from '../functions/config/read-config.ts';
import type { createInvoke } from './invoke.ts';
import { printable } from './printable.ts';
import { zoneOf } from './stage-options.ts';

export type ApiQuestion<Answer> = {
  method?: DirectRequest['method'];
  /** `/v1/status` */
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  body?: DirectRequest['body'];
  answer: z.ZodType<Answer>;
};

/** @throws Error that says what to change, if it is not answered */
export type AskApi = <Answer>(question: ApiQuestion<Answer>) => Promise<Answer>;

type Of = { tenant: string; stage: string };

/**
 * The API of a stage, asked by calling its function: whoever may do that needs no token. `zone`: the tenant's.
 * @param by for the audit; questions are asked in nobody's name
 */
export async function stageApi(
  of: Of,
  { by = 'somebody', signal }: { by?: string; signal?: AbortSignal } = {},
): Promise<{ ask: AskApi; zone: string }> {
  const zone = zoneOf(await readConfig(), of);
  const { createInvoke } = await import('./invoke.ts'); // loads the AWS SDK
  return { ask: askThrough(createInvoke(process.env, signal), of, by), zone };
}

function askThrough(invoke: ReturnType<typeof createInvoke>, { tenant, stage }: Of, by: string): AskApi {
  return async ({ method = 'GET', path, query = {}, body, answer }) => {
    const given = Object.entries({ tenant, ...query }).filter((one): one is [string, string] => one[1] !== undefined);
    const request: DirectRequest = {
      direct: { name: by },
      method,
      path: `${path}?${new URLSearchParams(given)}`,
      ...(body !== undefined && { body }),
    };
    const told = await invoke({ stage, name: 'api', request, answer: directAnswerSchema });
    const value = jsonOf(told.body);
    const parsed = answer.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new Error(
      refusal(value) ??
        `The API answered with status ${told.status}, in a way this version does not know. Deploy the version that you call from.`,
    );
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a problem says to change; several things each in a line of its own. */
function refusal(value: unknown): string | undefined {
  const parsed = problemSchema.safeParse(value);
  if (!parsed.success) return undefined;
  const { detail, issues = [] } = parsed.data;
  const lines = issues.length > 1 ? issues.map(({ path, message }) => `${path}: ${message}`) : [detail];
  return ['Not answered:', ...lines].map(printable).join(lines.length > 1 ? '\n  ' : ' ');
}
