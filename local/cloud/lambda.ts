import { json } from './json-service.ts';
import type { CloudAnswer, Service } from './service.ts';

export type Invoke = (event: unknown) => Promise<unknown>;

export type Variables = Readonly<Record<string, string>>;

const path = /^\/2015-03-31\/functions\/([^/?]+)\/(invocations|configuration)$/;

/**
 * Lambda, as far as calling a function and waiting for its answer goes, and asking for its environment.
 * @param functions by name @param environments by name
 */
export function lambda(functions: ReadonlyMap<string, Invoke>, environments: ReadonlyMap<string, Variables>): Service {
  return ({ method, url, body }) => {
    const [, encoded, asked] = path.exec(url) ?? [];
    if (encoded === undefined || (method === 'POST') !== (asked === 'invocations')) return undefined;
    const name = decodeURIComponent(encoded);
    if (asked === 'configuration') return configuration(name, environments.get(name));
    const invoke = functions.get(name);
    return invoke ? answer(invoke, body) : unknown(name);
  };
}

async function configuration(name: string, variables: Variables | undefined): Promise<CloudAnswer> {
  return variables ? json(200, { FunctionName: name, Environment: { Variables: variables } }) : unknown(name);
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
