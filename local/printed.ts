import { maskNumber } from '../functions/core/phone.ts';
import type { BusListener } from './cloud/event-bridge.ts';
import type { MailListener } from './cloud/ses.ts';
import type { TopicListener } from './cloud/sns.ts';
import { alertBusName } from './environment.ts';
import { frame, type Print } from './sink.ts';

/** What would leave for a topic or a phone. */
export function printedPublications(print: Print): TopicListener {
  return ({ subject, message, phone }) =>
    print(
      phone === undefined
        ? frame('the SNS topic', `${subject}\n\n${message}`)
        : frame(`the phone ${maskNumber(phone)}`, message),
    );
}

export function printedMail(print: Print): MailListener {
  return ({ to, subject, text }) => print(frame(`the mailbox ${to.join(', ')}`, `${subject}\n\n${text}`));
}

/** What would go to buses of the team's own. On the alerts' bus nothing listens here: the page shows the alerts themselves. */
export function printedEvents(print: Print): BusListener {
  return (busName, event) => {
    if (busName === 'default' || busName === alertBusName) return;
    print(frame(`the bus ${busName}`, `${event['detail-type']}\n${JSON.stringify(event.detail, undefined, 2)}`));
  };
}
