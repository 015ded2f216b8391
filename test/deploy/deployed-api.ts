import { expect } from 'vitest';
import type * as z from 'zod';
import { ask, type Endpoint } from './traffic.ts';

/** The deployed API, as somebody asks it who has this token. */
export type DeployedApi = ReturnType<typeof deployedApi>;

/** @param token absent: none is sent */
export function deployedApi(endpoint: Endpoint, token?: string) {
  const send = (method: string, path: string, body?: object) => {
    const authorization = token !== undefined && { authorization: `Bearer ${token}` };
    const headers = { ...authorization, 'content-type': 'application/json' };
    return ask(endpoint, { method, path, headers, ...(body && { body: JSON.stringify(body) }) });
  };
  return {
    send,
    /** @returns the status alone */
    status: async (method: string, path: string, body?: object) => (await send(method, path, body)).status,
    /** What is answered, by the schema that documents it. */
    get: async <Answer>(path: string, schema: z.ZodType<Answer>) => told(await send('GET', path), schema),
    /** Does something. @param body absent: an empty one */
    did: async <Answer>(method: string, path: string, schema: z.ZodType<Answer>, body: object = {}) =>
      told(await send(method, path, body), schema),
  };
}

function told<Answer>({ status, text }: { status: number; text: string }, schema: z.ZodType<Answer>): Answer {
  expect({ status, text }).toMatchObject({ status: 200 });
  return schema.parse(JSON.parse(text));
}
