/** The lines of a secret; `unavailable` when it cannot be read now and no earlier value is remembered. */
export type SecretAnswer = { kind: 'known'; lines: string[] } | { kind: 'none' } | { kind: 'unavailable'; why: string };

/** Names of secrets that are no channel's: of providers that call us, and our own. */
export const keptNames = ['twilio', 'telnyx', 'meta', 'evolution', 'app', 'twilio-api', 'slack-signing'] as const;

/** The SSM parameter of a tenant's secret for a provider or channel. */
export function secretName(stage: string, tenant: string, name: string): string {
  return `/wirewatch/${stage}/${tenant}/${name}`;
}
