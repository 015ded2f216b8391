import type { LocalKeys } from './keys.ts';
import type { Settings } from './settings.ts';

/** The lines of each provider's secret, by the provider's name. */
export type ProviderSecrets = Readonly<Record<'twilio' | 'telnyx' | 'meta' | 'evolution' | 'app', readonly string[]>>;

/** What a person gave; an empty list: nothing. */
export function givenSecrets(settings: Settings): ProviderSecrets {
  return {
    twilio: settings.WIREWATCH_TWILIO_AUTH_TOKENS,
    telnyx: settings.WIREWATCH_TELNYX_PUBLIC_KEYS,
    meta: settings.WIREWATCH_META_SECRETS,
    evolution: settings.WIREWATCH_EVOLUTION_SECRETS,
    app: settings.WIREWATCH_APP_SECRETS,
  };
}

/** What is given, else what belongs to this machine; the simulator signs with the machine's, so it needs both. */
export function acceptedSecrets(given: ProviderSecrets, keys: LocalKeys, simulate: boolean): ProviderSecrets {
  return {
    twilio: simulate || given.twilio.length === 0 ? [...given.twilio, keys.twilioAuthToken] : given.twilio,
    telnyx: simulate || given.telnyx.length === 0 ? [...given.telnyx, keys.telnyxPublicKey] : given.telnyx,
    meta: given.meta.length > 0 ? given.meta : [keys.metaAppSecret, `verify=${keys.metaVerifyToken}`],
    evolution: given.evolution.length > 0 ? given.evolution : [`jwt=${keys.evolutionJwtKey}`],
    app: given.app.length > 0 ? given.app : [keys.appSecret],
  };
}
