import { json } from './json-service.ts';
import type { CloudAnswer, Service } from './service.ts';

export type Invoke = (event: unknown) => Promise<unknown>;

const path = /^\/2015-03-31\/functions\/([^/?]+)\/invocations$/;

/** Lambda, as far as calling a function and waiting for its answer goes. @param functions by name */
export function lambda(functions: ReadonlyMap<string, Invoke>): Service {
  return ({ method, url, body }) => {
    const name = method === 'POST' ? path.exec(url)?.[1] : undefined;
    if (name === undefined) return undefined;
    const invoke = functions.get(decodeURIComponent(name));
    return invoke ? answer(invoke, body) : unknown(name);
  };
}

async function unknown(name: string): Promise<CloudAnswer> {
  const { headers, ...rest } = json(404, { Type: 'User', Message: `Function not found: ${name}` });
  return { ...rest, headers: { ...headers, 'x-amzn-errortype': 'ResourceNotFoundException' } };
}

async function answer(invoke: Invoke, body: Buffer): Promise<CloudAnswer> {
  try {
    const event: unknown = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
    return json(200, Object(await invoke(event)));
  } catch (error) {
    const failure = { errorType: error instanceof Error ? error.name : 'Error', errorMessage: String(error) };
    const { headers, ...rest } = json(200, failure);
    return { ...rest, headers: { ...headers, 'x-amz-function-error': 'Unhandled' } };
  }
}
