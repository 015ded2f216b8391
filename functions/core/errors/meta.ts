import type { ErrorTable } from './table.ts';

const slower = 'Send slower, and try again later.';
const template = 'Correct the template or the values it is given.';
const appeal = 'Appeal in the Business Manager now, because nothing is sent until then.';

/** WhatsApp's Cloud API. */
export const metaErrors: ErrorTable = {
  368: ['account', 'after-fix', 'blocked for the policy', appeal],
  80007: ['throttled', 'later', 'rate limit of the WhatsApp account', slower],
  130429: ['throttled', 'later', 'rate limit of the sender', slower],
  130472: [
    'carrier-filtered',
    'no',
    'recipient is in an experiment',
    'Do not send it again soon; a few of these are usual for marketing.',
  ],
  131000: ['carrier-down', 'later', 'unknown error at Meta', 'Send again with growing pauses.'],
  131016: [
    'carrier-down',
    'later',
    'Meta unavailable',
    "Send again with growing pauses, and look at Meta's status page.",
  ],
  131026: [
    'invalid-number',
    'no',
    'not on WhatsApp',
    'Send a text message instead; the recipient has no WhatsApp, or one too old.',
  ],
  131031: ['account', 'after-fix', 'account locked', appeal],
  131042: [
    'account',
    'after-fix',
    'payment problem',
    'Mend the payment method in the Business Manager, because nothing is sent until then.',
  ],
  131045: [
    'configuration',
    'after-fix',
    'number certificate wrong',
    'Register the number again with its current certificate.',
  ],
  131047: ['content', 'after-fix', 'outside the 24-hour window', 'Use an approved template outside the window.'],
  131048: ['throttled', 'later', 'limited after spam reports', 'Send less, and mend what people report as spam.'],
  131049: ['carrier-filtered', 'no', 'withheld as marketing', 'Do not send it again soon; send people less marketing.'],
  131050: ['opted-out', 'no', 'opted out of marketing', 'Stop sending marketing to this person.'],
  131056: ['throttled', 'later', 'too many to one recipient', 'Wait before you send to the same person again.'],
  132000: [
    'content',
    'after-fix',
    'wrong number of parameters',
    'Give the template as many values as it has variables.',
  ],
  132001: ['content', 'after-fix', 'template missing', 'Name a template that exists in the language and is approved.'],
  132005: ['content', 'after-fix', 'filled-in template too long', 'Shorten the values that the template is given.'],
  132007: ['content', 'after-fix', 'template against the policy', template],
  132012: ['content', 'after-fix', 'parameter in the wrong form', template],
  132015: ['content', 'after-fix', 'template paused', 'Stop the campaign, and improve a template that people dislike.'],
  132016: ['content', 'no', 'template disabled', 'Make a new template.'],
  133010: ['configuration', 'after-fix', 'number not registered', 'Register the number with the Cloud API.'],
};
