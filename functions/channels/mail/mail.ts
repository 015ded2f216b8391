import * as z from 'zod';
import type { ChannelKind, ChannelTools } from '../channel.ts';
import { commonSettings } from '../common-settings.ts';
import { mailMessage } from './mail-message.ts';

/** What SES takes in one mail (docs.aws.amazon.com/ses, Service quotas). */
const mostRecipients = 50;

const settings = z
  .strictObject({
    kind: z.literal('mail'),
    /** An address that SES may send from: verify it, or its domain. */
    from: z.email('write a mail address'),
    to: z.array(z.email('write a mail address')).default([]),
    cc: z.array(z.email('write a mail address')).default([]),
    /** Whoever is on call by this schedule gets it too. */
    onCall: z.string().optional(),
    ...commonSettings,
  })
  .refine(({ to, onCall }) => to.length > 0 || onCall !== undefined, {
    error: 'say who gets it: to, or onCall, or both',
    path: ['to'],
  })
  .refine(({ to, cc }) => to.length + cc.length < mostRecipients, {
    error: `SES takes at most ${mostRecipients} recipients, whoever is on call included`,
    path: ['to'],
  });

/** Mail, by SES. */
export const mail: ChannelKind<typeof settings> = {
  settings,
  async deliver(notice, { from, to, cc, onCall }, tools) {
    const called = onCall === undefined ? undefined : await addressOnCall(onCall, tools);
    const recipients = [...new Set([...to, ...(called?.address ? [called.address] : [])])];
    if (recipients.length === 0) return { kind: 'unconfigured', why: called?.why ?? 'it has no recipients' };
    return tools.sendMail({ from, to: recipients, cc, ...mailMessage(notice, from) });
  },
};

type Called = { address: string; why?: undefined } | { address?: undefined; why: string };

async function addressOnCall(schedule: string, tools: ChannelTools): Promise<Called> {
  const person = await tools.onCall(schedule);
  if (person === undefined) return { why: `nobody is on call by the schedule "${schedule}"` };
  const { name, email } = person;
  if (email === undefined) return { why: `${name}, on call by "${schedule}", has no email: add it to onCall.people` };
  return { address: email };
}
