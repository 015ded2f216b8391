import type { ErrorTable } from './table.ts';

const service = 'Correct the messaging service that the request names.';
const campaign = 'Choose a use case that fits the brand and the messaging service, then register the campaign again.';
const token = 'Get a new Campaign Verify token that fits the brand.';
const incomplete = 'Correct the fields that the answer names, then register the campaign again.';

/** Messaging services, and handing in brands and campaigns for 10DLC. */
export const twilioServices: ErrorTable = {
  21701: ['configuration', 'after-fix', 'messaging service does not exist', service],
  21702: [
    'configuration',
    'after-fix',
    'messaging service not available',
    'Check the account and the messaging service in the console.',
  ],
  21703: [
    'configuration',
    'after-fix',
    'no sender for this destination',
    'Add a sender that reaches this destination to the messaging service.',
  ],
  21704: [
    'configuration',
    'after-fix',
    'messaging service without senders',
    'Add a sender now, because everything through this messaging service fails.',
  ],
  21705: ['configuration', 'after-fix', 'messaging service invalid', service],
  21708: ['configuration', 'after-fix', 'sender ID missing', 'Name the sender ID in the request.'],
  21709: [
    'configuration',
    'after-fix',
    'sender ID not of this service',
    'Add the sender ID to the messaging service, or name another one.',
  ],
  21710: [
    'configuration',
    'no',
    'number already in the service',
    'Nothing to do; the number is already in this messaging service.',
  ],
  21711: ['configuration', 'after-fix', 'sender not in the service', 'Add the sender to the messaging service first.'],
  21712: [
    'configuration',
    'after-fix',
    'sender in another service',
    'Take the sender out of the other messaging service first.',
  ],
  21713: [
    'configuration',
    'after-fix',
    'use case of the service invalid',
    'Choose one of the use cases that the console offers.',
  ],
  21714: [
    'configuration',
    'after-fix',
    'sender pool full',
    'Remove senders from the pool, or make another messaging service.',
  ],
  21715: [
    'configuration',
    'after-fix',
    'number lacks a capability',
    'Use a number with the capabilities that the messaging service needs.',
  ],
  21717: [
    'unregistered',
    'after-fix',
    'brand not registered',
    'Finish the registration of the brand, then register the campaign.',
  ],
  21719: ['unregistered', 'after-fix', 'use cases do not fit together', campaign],
  21720: ['unregistered', 'after-fix', 'campaign use case invalid', campaign],
  21721: ['unregistered', 'after-fix', 'Campaign Verify token of another brand', token],
  21722: ['unregistered', 'after-fix', 'Campaign Verify token invalid', token],
  21723: ['unregistered', 'later', 'Campaign Verify token being imported', 'Wait until the import has ended.'],
  21724: ['unregistered', 'no', 'brand changed too often', 'Ask Twilio, because the brand cannot be changed again.'],
  21725: ['unregistered', 'no', 'brand not open for changes', 'Change a brand only after its registration has failed.'],
  21726: ['unregistered', 'later', 'starter brands switched off', 'Register a standard brand, or wait.'],
  21727: ['unregistered', 'after-fix', 'campaign incomplete', incomplete],
  21728: ['unregistered', 'after-fix', 'campaign text too short or too long', incomplete],
  21729: [
    'unregistered',
    'after-fix',
    'campaign is suspended',
    'Appeal the suspension before you change the campaign.',
  ],
  21730: ['carrier-down', 'later', 'registry under maintenance', 'Try again later.'],
  30125: [
    'unregistered',
    'after-fix',
    'number cannot be registered for 10DLC',
    'Add the number to the campaign again, and open a ticket if that fails.',
  ],
  30126: [
    'unregistered',
    'after-fix',
    '10DLC registration of the number failed',
    'Add the number to the campaign again, and open a ticket if that fails.',
  ],
};
