import { randomUUID } from 'node:crypto';
import type { CloudAnswer, Service } from './service.ts';

/** @property phone the number of a text message; absent: it goes to a topic */
export type PublishedMessage = { subject: string; message: string; phone?: string };
export type TopicListener = (message: PublishedMessage) => void;

/** SNS's query protocol, as far as publishing goes. */
export function sns(listener: TopicListener): Service {
  return ({ headers, body }) => {
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) return undefined;
    const form = new URLSearchParams(body.toString('utf8'));
    return form.get('Action') === 'Publish' ? publish(form, listener) : undefined;
  };
}

async function publish(form: URLSearchParams, listener: TopicListener): Promise<CloudAnswer> {
  const phone = form.get('PhoneNumber');
  listener({
    subject: form.get('Subject') ?? '',
    message: form.get('Message') ?? '',
    ...(phone !== null && { phone }),
  });
  const body = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${randomUUID()}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`;
  return { status: 200, headers: { 'content-type': 'text/xml' }, body };
}
