import { randomUUID } from 'node:crypto';
import type { ObjectStore } from './object-store.ts';
import type { CloudAnswer, CloudRequest, Service } from './service.ts';

/** S3 with path-style addresses: putting, getting and deleting objects. */
export function s3(store: ObjectStore): Service {
  return (request) => {
    if (request.headers['x-amz-target'] !== undefined || request.method === 'POST') return undefined;
    return answer(store, request);
  };
}

async function answer(store: ObjectStore, request: CloudRequest): Promise<CloudAnswer> {
  const name = decodeURIComponent(request.url.split('?')[0]?.slice(1) ?? '');
  if (request.method === 'PUT') return put(store, name, request);
  if (request.method === 'DELETE') {
    await store.remove(name);
    return { status: 204, headers: {}, body: '' };
  }
  const body = await store.read(name);
  if (body === undefined) return error(404, 'NoSuchKey', name);
  return { status: 200, headers: { 'content-type': 'application/octet-stream', etag: etag() }, body };
}

async function put(store: ObjectStore, name: string, request: CloudRequest): Promise<CloudAnswer> {
  if (request.headers['content-encoding']?.includes('aws-chunked')) return error(501, 'NotImplemented', 'aws-chunked');
  await store.write(name, request.body);
  return { status: 200, headers: { etag: etag() }, body: '' };
}

function error(status: number, code: string, message: string): CloudAnswer {
  const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${encodeURI(message)}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

const etag = () => `"${randomUUID()}"`;
