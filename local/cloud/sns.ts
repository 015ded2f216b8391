import { randomUUID } from 'node:crypto';
import type { CloudAnswer, Service } from './service.ts';

export type TopicListener = (message: { subject: string; message: string }) => void;

/** SNS's query protocol, as far as publishing goes. */
export function sns(listener: TopicListener): Service {
  return ({ headers, body }) => {
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
    const form = new URLSearchParams(body.toString('utf8'));
    return form.get('Action') === 'Publish' ? publish(form, listener) : undefined;
  };
}

async function publish(form: URLSearchParams, listener: TopicListener): Promise<CloudAnswer> {
  listener({ subject: form.get('Subject') ?? '', message: form.get('Message') ?? '' });
  const body = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
