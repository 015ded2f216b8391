import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { json } from './json-service.ts';
import type { CloudAnswer, Service } from './service.ts';

const part = z.object({ Data: z.string() });
const sendEmail = z.object({
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({ Simple: z.object({ Subject: part, Body: z.object({ Text: part }) }) }),
});

export type MailListener = (mail: { to: string[]; subject: string; text: string }) => void;

/** SES (version 2), as far as sending a mail goes. */
export function ses(listener: MailListener): Service {
  return ({ method, url, body }) =>
    method === 'POST' && url === '/v2/email/outbound-emails' ? send(body, listener) : undefined;
}

async function send(body: Buffer, listener: MailListener): Promise<CloudAnswer> {
  const { Destination, Content } = sendEmail.parse(JSON.parse(body.toString('utf8')));
  const { Subject, Body } = Content.Simple;
  listener({ to: Destination.ToAddresses, subject: Subject.Data, text: Body.Text.Data });
  return json(200, { MessageId: randomUUID() }, 'application/json');
}
