import type { LocalKeys } from './keys.ts';
import type { Product } from './product.ts';
import type { ProviderSecrets } from './provider-secrets.ts';

/** What a person needs to know when the product has started. */
export function startText(product: Product, given: ProviderSecrets, tickSeconds: number): string {
  const { url, cloudUrl, webhookUrls, apiToken } = product;
  const made = madeKeys(product.keys, given);
  return [
    `Wirewatch on this machine. The page: ${url}/#token=${apiToken}`,
    'Webhook URLs:',
    ...webhookUrls.map((one) => `  ${one.url}`),
    ...(made.length > 0 ? ['Where no keys were given, these test keys were made:', ...made] : []),
    `The command line works with it: AWS_ENDPOINT_URL=${cloudUrl} npx wirewatch alerts --stage local`,
    ...(tickSeconds === 60 ? [] : [`A minute of the product lasts ${tickSeconds} s.`]),
  ].join('\n');
}

/** The keys that stand in for those that nobody gave. */
function madeKeys(keys: LocalKeys, given: ProviderSecrets): string[] {
  const lines = {
    twilio: [`  Twilio auth token    ${keys.twilioAuthToken}`],
    telnyx: [
      `  Telnyx public key    ${keys.telnyxPublicKey}`,
      `  Telnyx private key   ${keys.telnyxPrivateKey}  (PKCS #8, to sign test webhooks)`,
    ],
    meta: [`  Meta app secret      ${keys.metaAppSecret}`, `  Meta verify token    ${keys.metaVerifyToken}`],
    evolution: [`  Evolution jwt_key    ${keys.evolutionJwtKey}`],
    app: [`  Application secret   ${keys.appSecret}`],
  };
  const names = ['twilio', 'telnyx', 'meta', 'evolution', 'app'] as const;
  return names.flatMap((name) => (given[name].length > 0 ? [] : lines[name]));
}
