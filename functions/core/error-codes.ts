import type { ErrorMeaning } from './error-catalogue.ts';

const pumping = 'Do not send again soon; look for bots that abuse a sign-up or login form.';
const register = 'Nothing gets through until it is registered; complete the registration or use another sender.';

/** Codes of twilio.com/docs/api/errors that a message can end with; the words are ours. */
export const twilioErrors: Readonly<Record<string, ErrorMeaning>> = {
  21211: { meaning: 'invalid number', remedy: 'Check how numbers are collected, and take these off the list.' },
  21408: {
    meaning: 'country not enabled',
    remedy: 'Enable the country in the geographic permissions, if it is meant.',
  },
  21610: { meaning: 'recipient opted out', remedy: 'Stop sending to these numbers until they text START.' },
  21611: { meaning: 'sender queue full', remedy: 'Send slower, or spread the traffic over more senders.' },
  21612: {
    meaning: 'no route',
    remedy: 'This sender cannot reach this destination; use a sender made for the country.',
  },
  21614: { meaning: 'not a mobile number', remedy: 'Take these numbers off the list for text messages.' },
  21635: { meaning: 'landline', remedy: 'Take these numbers off the list for text messages, or call them.' },
  30001: { meaning: 'queue overflow', remedy: 'Send slower or add senders; the messages can be sent again later.' },
  30002: {
    meaning: 'account suspended',
    remedy: 'Nothing is sent until Twilio lifts the suspension; contact them now.',
  },
  30003: {
    meaning: 'handset unreachable',
    remedy:
      'Usually a phone that is off; but many at one carrier can be hidden filtering. Try once more in some hours.',
  },
  30004: {
    meaning: 'blocked',
    remedy: 'The recipient or the carrier blocks the sender; do not send again to these numbers.',
  },
  30005: {
    meaning: 'unknown number',
    remedy: 'The number is not in service; take it off the list if it happens again.',
  },
  30006: { meaning: 'landline or unreachable', remedy: 'Look up the line type, and take landlines off the list.' },
  30007: {
    meaning: 'filtered',
    remedy:
      'Do not resend. Compare the text and its links with the registered campaign, then open a ticket with examples.',
  },
  30008: {
    meaning: 'unknown error',
    remedy: 'The carrier gave no reason. If only one carrier is hit, suspect filtering; otherwise wait for it.',
  },
  30010: { meaning: 'over the price limit', remedy: 'Remove the price limit from the request.' },
  30017: { meaning: 'carrier congested', remedy: 'Send again later, and slower; it passes by itself.' },
  30022: {
    meaning: 'campaign rate exceeded',
    remedy: 'Send slower on this campaign; a better vetting score raises the rate.',
  },
  30023: { meaning: 'daily cap reached', remedy: 'Hold the traffic until the cap resets at midnight US Pacific time.' },
  30024: {
    meaning: 'sender not provisioned',
    remedy: 'A new number can take a day or two at the carrier; then open a ticket.',
  },
  30027: { meaning: 'T-Mobile daily cap', remedy: 'Hold T-Mobile traffic until midnight US Pacific time.' },
  30032: {
    meaning: 'toll-free not verified',
    remedy: 'Finish the toll-free verification, or send from another number.',
  },
  30033: { meaning: 'campaign suspended', remedy: 'Stop sending on this campaign, and appeal the suspension.' },
  30034: {
    meaning: 'number not registered',
    remedy: 'Add the number to an approved 10DLC campaign; until then all of it fails.',
  },
  30035: { meaning: 'number being set up', remedy: 'Wait until the number is set up, then send again.' },
  30036: { meaning: 'expired in the queue', remedy: 'Send slower, add senders, or allow a longer validity period.' },
  30037: {
    meaning: 'sending disabled',
    remedy: 'Outbound messaging is switched off for the account; contact Twilio now.',
  },
  30040: { meaning: 'sender ID not registered', remedy: register },
  30041: { meaning: 'sender restricted', remedy: register },
  30042: { meaning: 'sender ID not allowed', remedy: 'Use a sender ID that names your own brand and is approved.' },
  30410: {
    meaning: 'provider timeout',
    remedy: 'Twilio gave up to avoid duplicates; send again only what may arrive twice.',
  },
  30450: { meaning: 'blocked as pumping', remedy: pumping },
  30453: { meaning: 'blocked as fraud', remedy: pumping },
  30454: {
    meaning: 'too many to one number',
    remedy: 'Look for a loop that sends to the same number again and again.',
  },
  63016: { meaning: 'outside the 24-hour window', remedy: 'Use an approved WhatsApp template outside the window.' },
  63018: { meaning: 'channel rate limit', remedy: 'Send slower, and try again later.' },
  63024: { meaning: 'not on WhatsApp', remedy: 'Send a text message instead.' },
};

/** Codes of developers.telnyx.com, messaging errors; the words are ours. */
export const telnyxErrors: Readonly<Record<string, ErrorMeaning>> = {
  40001: {
    meaning: 'not routable',
    remedy: 'A landline or a number without a route; take it off the list for text messages.',
  },
  40002: {
    meaning: 'blocked as spam',
    remedy: 'The block is temporary. Send slower and change the text first; resending makes it worse.',
  },
  40003: {
    meaning: 'sender blocked as spam',
    remedy: 'The sending number is burnt; stop using it and find what caused it.',
  },
  40004: {
    meaning: 'rejected',
    remedy: 'The recipient side gave no reason; try once more later, and open a ticket if one carrier stands out.',
  },
  40005: { meaning: 'expired on the way', remedy: 'Send again if it still matters; the carrier is slow.' },
  40006: { meaning: 'carrier unavailable', remedy: 'The carrier is down; send again with growing pauses.' },
  40007: { meaning: 'loop', remedy: 'Two machines answer each other; stop one of them.' },
  40008: {
    meaning: 'undeliverable',
    remedy: 'The carrier gave no reason. If only one carrier is hit, wait for it; do not resend within 15 min.',
  },
  40009: { meaning: 'invalid text', remedy: 'Look for characters or an encoding that the carrier does not take.' },
  40010: {
    meaning: 'not registered for 10DLC',
    remedy: 'Assign the number to a 10DLC campaign; until then all of it fails.',
  },
  40011: { meaning: 'too fast', remedy: 'The carrier treats the rate as spam; send slower, then send these again.' },
  40012: { meaning: 'invalid number', remedy: 'Take these numbers off the list.' },
  40013: { meaning: 'invalid sender', remedy: 'Check that the number is active and enabled for messaging.' },
  40014: {
    meaning: 'expired in the queue',
    remedy: 'Add senders or allow a longer validity period; drop what is out of date.',
  },
  40015: { meaning: 'blocked by Telnyx as spam', remedy: 'Review the text; ask Telnyx if it is a mistake.' },
  40016: {
    meaning: 'T-Mobile limit reached',
    remedy: 'Hold T-Mobile traffic of this campaign until the limit resets.',
  },
  40017: { meaning: 'AT&T spam rejection', remedy: 'Do not resend. Review the text, and above all shortened links.' },
  40018: { meaning: 'AT&T limit reached', remedy: 'Send slower to AT&T on this campaign.' },
  40019: { meaning: 'AT&T tag data wrong', remedy: 'Check which campaign the number is assigned to.' },
  40020: { meaning: 'blocked as pumping', remedy: `Login codes are blocked for 24 hours. ${pumping}` },
  40300: { meaning: 'recipient opted out', remedy: 'Stop sending to these numbers until they text START.' },
  40309: { meaning: 'country not enabled', remedy: 'Add the country to the messaging profile, if it is meant.' },
  40312: { meaning: 'profile disabled', remedy: 'Enable the messaging profile; nothing is sent through it.' },
  40314: { meaning: 'messaging disabled', remedy: 'Messaging is switched off for the account; contact Telnyx now.' },
  40315: { meaning: 'sender unhealthy', remedy: 'Let the number rest, and mend the traffic that is marked as spam.' },
  40318: { meaning: 'queue full', remedy: 'Pause, then send slower.' },
  40322: { meaning: 'blocked for its content', remedy: 'Change the text; the same text will be blocked again.' },
  40329: {
    meaning: 'toll-free not verified',
    remedy: 'Finish the toll-free verification, or send from another number.',
  },
  40330: { meaning: 'toll-free not ready', remedy: 'Wait until the number is provisioned, then send again.' },
  40333: {
    meaning: 'spend limit reached',
    remedy: 'Raise the spend limit of the messaging profile; all sending is refused.',
  },
};
