/**
 * What an error is about, whoever reports it, and so who has to act.
 *
 * - `handset`: the phone is off, out of reach, or cannot take this kind of message. Nobody has to act.
 * - `invalid-number`: the number does not exist, is a landline, or is not on the channel. Take it off the list.
 * - `carrier-filtered`: a carrier, the provider or Meta withheld the message as unwanted. Spam filters are here, and so
 *   are guards against fraud and SMS pumping: both judge the traffic, not the single message.
 * - `carrier-down`: the way to the recipient is broken: the carrier, the channel, or the provider's own platform.
 * - `throttled`: too fast or too many: rates, daily caps, full queues, and messages that expired while they waited.
 * - `unregistered`: the sender, brand, campaign or agent is not registered, verified or provisioned. The outcomes of
 *   registration reviews are here; they are never the end of a message.
 * - `opted-out`: the recipient does not want messages from this sender, or blocks it.
 * - `content`: the message itself: its text, media, link or template.
 * - `account`: the account may not: suspended, unpaid, a trial, without permission or credentials.
 * - `configuration`: what we set up or send is wrong: requests, senders, services, domains, and our own webhooks.
 * - `unknown`: nobody says why, or nobody here knows the code.
 */
export const errorClasses = [
  'handset',
  'invalid-number',
  'carrier-filtered',
  'carrier-down',
  'throttled',
  'unregistered',
  'opted-out',
  'content',
  'account',
  'configuration',
  'unknown',
] as const;

export type ErrorClass = (typeof errorClasses)[number];

export const errorClassText: Readonly<Record<ErrorClass, string>> = {
  handset: "the recipient's phone",
  'invalid-number': 'invalid or landline number',
  'carrier-filtered': 'filtered as unwanted',
  'carrier-down': 'carrier, channel or provider out of order',
  throttled: 'too fast or too many',
  unregistered: 'sender not registered or verified',
  'opted-out': 'recipient opted out or blocks the sender',
  content: 'the message itself',
  account: 'account not allowed',
  configuration: 'request or setup is wrong',
  unknown: 'nobody says why',
};

/**
 * Whether sending the same message again helps.
 *
 * - `no`: it does not, or there is nothing to send again.
 * - `later`: it may get through later by itself.
 * - `after-fix`: only once the cause is removed.
 */
export type Retry = 'no' | 'later' | 'after-fix';

export const retryText: Readonly<Record<Retry, string>> = {
  no: 'no, sending the same again does not help',
  later: 'later, the same message may get through by itself',
  'after-fix': 'only after the cause is removed',
};
