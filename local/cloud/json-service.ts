import type { CloudAnswer, Service } from './service.ts';

/** What a service refuses: the SDK makes an error with that name of it. */
export class ServiceError extends Error {
  override name = 'ServiceError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A service of Amazon's JSON protocols: `x-amz-target: <prefix>.<Operation>`. */
export function jsonService(
  prefix: string,
  operations: Readonly<Record<string, (input: unknown) => object | Promise<object>>>,
): Service {
  return ({ headers, body }) => {
    const [target, operation = ''] = headers['x-amz-target']?.split('.') ?? [];
    if (target !== prefix) return undefined;
    const run = operations[operation];
    return run ? answer(run, body) : refused('UnknownOperationException', `${operation} is not here on one machine`);
  };
}

async function answer(run: (input: unknown) => object | Promise<object>, body: Buffer): Promise<CloudAnswer> {
  try {
    return json(200, await run(JSON.parse(body.toString('utf8'))));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refused(error.code, error.message);
  }
}

async function refused(code: string, message: string): Promise<CloudAnswer> {
  return json(400, { __type: code, message });
}

export function json(status: number, body: object, contentType = 'application/x-amz-json-1.1'): CloudAnswer {
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify(body) };
}
