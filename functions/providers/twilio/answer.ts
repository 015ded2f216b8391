import type { WebhookAnswer, WebhookRequest } from '../../core/webhook.ts';
import { contentOf } from './content.ts';
import { type Field, formField } from './field.ts';
import { isInbound } from './inbound.ts';
import { isAboutMessage } from './parse.ts';

/** Does nothing. Whatever else an inbound message is answered with is sent to the person. */
const emptyTwiml: WebhookAnswer = { status: 200, contentType: 'text/xml', body: '<Response/>' };

/** The answer by which Twilio does nothing more: https://www.twilio.com/docs/messaging/twiml */
export function answer(request: WebhookRequest): WebhookAnswer {
  return wantsTwiml(formField(contentOf(request).parameters)) ? emptyTwiml : { status: 204 };
}

function wantsTwiml(field: Field): boolean {
  if (isAboutMessage(field)) return isInbound(field);
  // A call that comes in asks what to do; a callback about it says where it comes from.
  return field('CallStatus') === 'ringing' && field('Direction') === 'inbound' && field('CallbackSource') === undefined;
}
