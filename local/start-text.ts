import type { Product } from './product.ts';

/** What a person needs to know when the product has started. */
export function startText(product: Product, given: { twilio: boolean; telnyx: boolean }, tickSeconds: number): string {
  const { keys, url, webhookUrls } = product;
  const made = [
    ...(given.twilio ? [] : [`  Twilio auth token    ${keys.twilioAuthToken}`]),
    ...(given.telnyx
      ? []
      : [
          `  Telnyx public key    ${keys.telnyxPublicKey}`,
          `  Telnyx private key   ${keys.telnyxPrivateKey}  (PKCS #8, to sign test webhooks)`,
        ]),
  ];
  return [
    `Wirewatch on this machine. The page: ${url}`,
    'Webhook URLs:',
    ...webhookUrls.map((one) => `  ${one.url}`),
    ...(made.length > 0 ? ['No keys were given; these test keys were made:', ...made] : []),
    ...(tickSeconds === 60 ? [] : [`A minute of the product lasts ${tickSeconds} s.`]),
  ].join('\n');
}
