import { type ErrorTable, sameRemedy } from './table.ts';

const reach = 'Check that the endpoint is up and its name resolves.';
const certificate = 'Install a valid certificate with its whole chain on the endpoint.';
const log = "Look at the endpoint's log for the error it answered.";
const channels = 'Raise the limit, or queue calls until one has ended.';

/** Refused API requests, webhooks that failed on our side, and calls. */
export const telnyxRequests: ErrorTable = {
  10001: ['configuration', 'after-fix', 'phone number inactive', 'Activate the number, or use another one.'],
  10002: [
    'invalid-number',
    'no',
    'phone number invalid',
    'Check how numbers are collected, and take these off the list.',
  ],
  10003: [
    'configuration',
    'after-fix',
    'URL invalid',
    'Correct the URL, and keep it under 2000 characters with its query.',
  ],
  10004: ['configuration', 'after-fix', 'parameter missing', 'Add the parameter that the answer names.'],
  10005: ['configuration', 'after-fix', 'not found', 'Check the id and the address in the request.'],
  10007: [
    'carrier-down',
    'later',
    'unexpected error at Telnyx',
    "Repeat the request later, and look at Telnyx's status page.",
  ],
  10008: ['carrier-down', 'later', 'request timeout', 'Repeat the request if it may safely arrive twice.'],
  10009: ['account', 'after-fix', 'not authenticated', 'Check the API key.'],
  10010: ['account', 'after-fix', 'not allowed', 'Give the API key the permission, or use another one.'],
  10011: ['throttled', 'later', 'too many requests', 'Send requests slower, and repeat them with growing pauses.'],
  10015: ['configuration', 'after-fix', 'request malformed', 'Correct the form of the request.'],
  10016: [
    'configuration',
    'after-fix',
    'number not in E.164 form',
    'Write numbers with a plus sign and the country code.',
  ],
  10027: ['configuration', 'after-fix', 'request cannot be processed', 'Correct the field that the answer names.'],
  10037: ['carrier-down', 'later', 'Telnyx unavailable', "Repeat the request later, and look at Telnyx's status page."],
  10038: ['account', 'after-fix', 'feature not in this account level', 'Upgrade the account.'],
  10039: ['account', 'after-fix', 'limit of this account level', 'Upgrade the account.'],
  75000: ['configuration', 'after-fix', 'webhook failed', log],
  75001: ['configuration', 'after-fix', 'webhook host not found', reach],
  75002: ['configuration', 'after-fix', 'webhook host not reachable', reach],
  ...sameRemedy(['configuration', 'after-fix', certificate], 'webhook certificate', {
    75003: 'not verified',
    75004: 'expired',
    75005: 'for another name',
    75006: 'not trusted',
  }),
  75299: ['configuration', 'after-fix', 'webhook answered 2xx other than 200', 'Answer with 200 exactly.'],
  75300: ['configuration', 'after-fix', 'webhook redirects', 'Give Telnyx the final URL.'],
  ...sameRemedy(['configuration', 'after-fix', log], 'webhook answered', {
    75400: '400',
    75499: 'another 4xx',
    75500: '500',
    75599: 'another 5xx',
  }),
  75404: ['configuration', 'after-fix', 'webhook answered: 404', 'Correct the path of the webhook URL.'],
  90034: ['configuration', 'later', 'call not answered yet', 'Send commands only after call.answered.'],
  ...sameRemedy(['throttled', 'later', channels], 'too many calls at once', {
    90041: 'limit of the user',
    90042: 'limit of the outbound profile',
    90043: 'limit of the connection',
  }),
};
