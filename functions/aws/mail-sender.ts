import { type SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import type { ChannelTools } from '../channels/channel.ts';
import { second } from '../core/time.ts';
import { serviceFailure } from './service-failure.ts';

type Mail = Parameters<ChannelTools['sendMail']>[0];

/** Sends mail by SES; how it ended is a value, whatever happens. */
export function mailSender(client: SESv2Client, deadlineMs: number = 5 * second): ChannelTools['sendMail'] {
  return async (mail) => {
    try {
      await client.send(new SendEmailCommand(inputOf(mail)), { abortSignal: AbortSignal.timeout(deadlineMs) });
      return { kind: 'sent' };
    } catch (error) {
      return serviceFailure(error, [...mail.to, ...mail.cc]);
    }
  };
}

function inputOf({ from, to, cc, subject, text, html, thread }: Mail): SendEmailCommandInput {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return {
    FromEmailAddress: from,
    Destination: { ToAddresses: [...to], CcAddresses: [...cc] },
    Content: {
      Simple: {
        Subject: utf8(subject),
        Body: { Text: utf8(text), Html: utf8(html) },
        Headers: [
          { Name: 'References', Value: thread },
          { Name: 'In-Reply-To', Value: thread },
          // No answers that somebody is on holiday (RFC 3834, 5).
          { Name: 'Auto-Submitted', Value: 'auto-generated' },
        ],
      },
    },
  };
}
