import { type ErrorTable, sameRemedy } from './table.ts';

const setUp = 'Correct the link-shortening domain in the console, because links are not shortened until then.';
const upload = 'Upload a valid certificate and its private key for the domain.';
const ask = 'Ask for a day that has a report, written as the documentation says.';

/** Link shortening: domains, certificates and click reports. */
export const twilioLinks: ErrorTable = {
  ...sameRemedy(['configuration', 'after-fix', setUp], 'link shortening', {
    30100: 'domain SID invalid',
    30101: 'domain not verified',
    30106: 'no domain for this account',
    30108: 'account without an organization',
    30109: 'callback URL invalid',
    30112: 'account not found',
    30121: 'fallback URL missing',
    30122: 'fallback URL invalid',
    30123: 'callback URL missing',
    30124: 'messaging service missing',
    30127: 'messaging service invalid',
    30128: 'action for messaging services invalid',
    30130: 'messaging service has another domain',
    30134: 'DNS of the domain wrong',
    30137: 'messaging service has no domain',
  }),
  ...sameRemedy(['configuration', 'after-fix', upload], 'link certificate', {
    30102: 'expired',
    30107: 'private certificate missing',
    30116: 'certificate or key missing',
    30117: 'not readable',
    30118: 'private key invalid',
    30119: 'key does not fit',
    30120: 'not uploaded',
    30129: 'self-signed',
    30131: 'expires soon',
    30132: 'cannot be validated',
    30133: 'upload failed',
    30135: 'not issued',
    30136: 'not renewed',
    30140: 'OCSP stapling not supported',
  }),
  ...sameRemedy(['configuration', 'after-fix', ask], 'click report', {
    30113: 'date too old',
    30114: 'date not there yet',
    30115: 'date not readable',
  }),
  30103: ['carrier-down', 'no', 'links not shortened', 'Nothing to send again; the message left with its long links.'],
  30104: [
    'configuration',
    'no',
    'dead short link, fallback shown',
    'Nothing to do; the person was sent to the fallback page.',
  ],
  30105: ['configuration', 'no', 'dead short link, no fallback', 'Set a fallback URL for links that no longer exist.'],
  30110: [
    'content',
    'after-fix',
    'link domain blocked',
    'Use another domain for links, and ask Twilio why this one is blocked.',
  ],
  30111: ['content', 'after-fix', 'link on a deny list', 'Remove the link from the text.'],
  30139: ['content', 'after-fix', 'link cannot be shortened', 'Correct the link in the text.'],
};
