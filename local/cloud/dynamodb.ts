import { type Call, DynamoRefusal } from '../store/engine.ts';
import { json } from './json-service.ts';
import type { CloudAnswer, Service } from './service.ts';

const prefix = 'DynamoDB_20120810.';
const contentType = 'application/x-amz-json-1.0';

export function dynamodb(call: Call): Service {
  return ({ headers, body }) => {
    const target = headers['x-amz-target'];
    return target?.startsWith(prefix) ? answer(call, target.slice(prefix.length), body) : undefined;
  };
}

async function answer(call: Call, operation: string, body: Buffer): Promise<CloudAnswer> {
  try {
    return json(200, await call(operation, JSON.parse(body.toString('utf8'))), contentType);
  } catch (error) {
    if (!(error instanceof DynamoRefusal)) throw error;
    return json(error.status, error.body, contentType);
  }
}
