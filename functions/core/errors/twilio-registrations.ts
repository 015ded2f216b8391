import { type ErrorTable, sameRemedy } from './table.ts';

const brand = "Correct the brand's data so that they match the official records, then submit it again.";
const duplicate = 'Use the brand that is already registered, or give data that no other brand has.';
const vetting = 'Get a vetting token that fits the brand, then import it again.';
const again = 'Submit it again later; the fault is not in the data.';
const campaign = 'Correct the campaign as the review says, then submit it again.';
const wait = 'Wait for the review, and ask Twilio if it takes longer than a few weeks.';

/** Why a 10DLC brand or campaign was not registered. */
export const twilioRegistrations: ErrorTable = {
  30700: ['account', 'no', 'not available in this region', 'Use a region that has this feature.'],
  ...sameRemedy(['unregistered', 'after-fix', brand], 'brand refused', {
    30701: 'input invalid',
    30702: 'registration not found',
    30729: 'country not allowed',
    30734: 'sole proprietors not enabled',
    30751: 'mobile number not supported',
    30752: 'one-time code wrong or expired',
    30753: 'mail address not supported',
    30754: 'postal address invalid',
    30755: 'country code not supported',
    30756: 'data look made up',
    30757: 'registration number missing',
    30758: 'no reason given',
    30793: 'problem in a linked bundle',
    30795: 'tax number differs',
    30796: 'legal form or stock symbol differs',
    30797: 'not a US government body',
    30798: 'no tax-exempt status found',
    30799: 'data cannot be confirmed',
  }),
  ...sameRemedy(['unregistered', 'after-fix', duplicate], 'brand refused', {
    30703: 'already registered',
    30712: 'too many registrations',
    30747: 'address used too often',
    30748: 'phone number used too often',
    30749: 'mail address used too often',
    30750: 'mobile number used too often',
  }),
  ...sameRemedy(['unregistered', 'after-fix', vetting], 'vetting token refused', {
    30713: 'invalid',
    30714: 'rejected by the registry',
    30715: 'not for sole proprietors',
  }),
  ...sameRemedy(['unregistered', 'later', again], 'registration failed', {
    30790: 'internal error',
    30791: 'temporary error',
    30792: 'general error of the brand',
    30794: 'general error',
  }),
  30709: [
    'unregistered',
    'after-fix',
    'opt-in message without opt-in',
    'Say that subscribers opt in, or leave the opt-in message out.',
  ],
  30710: ['configuration', 'after-fix', 'brand has active campaigns', 'Delete the campaigns before the brand.'],
  30711: ['configuration', 'after-fix', 'brand is shared', 'End the sharing before you delete the brand.'],
  30759: ['account', 'after-fix', 'not allowed to register', 'Use an account with permission for 10DLC registration.'],
  ...sameRemedy(['unregistered', 'after-fix', campaign], 'campaign refused', {
    30880: 'no reason given',
    30881: 'support mail address of the brand',
    30882: 'terms and conditions',
    30883: 'content against the rules',
    30884: 'spam or phishing',
    30885: 'high risk',
    30886: 'description',
    30887: 'opt-out',
    30888: 'age gate',
    30889: 'phone number in the samples',
    30890: 'help for subscribers',
    30891: 'website invalid',
    30892: 'public link shortener in a sample',
    30893: 'samples do not fit the use',
    30894: 'brand data',
    30895: 'direct lending not declared',
    30896: 'opt-in',
    30897: 'content not allowed',
    30898: 'too many brands on one tax number',
    30899: 'refused by carriers',
    30902: 'refused by the connecting aggregator',
    30903: 'wrong kind of sole proprietor brand',
    30906: 'refused by Twilio',
    30907: 'website not confirmed',
    30908: 'privacy policy',
    30909: 'message flow not clear',
    30910: 'not in English',
  }),
  30900: [
    'unregistered',
    'no',
    'campaign refused: use not eligible',
    'Choose another use case; this one cannot be registered.',
  ],
  30901: ['unregistered', 'later', 'campaign registration timed out', again],
  30904: [
    'unregistered',
    'after-fix',
    'campaign not shared with Twilio',
    'Share the campaign with Twilio at the registry.',
  ],
  30905: ['unregistered', 'later', 'campaign waits for review', wait],
};
