/** The lines of a secret; `unavailable` when it cannot be read now and no earlier value is remembered. */
export type SecretAnswer = { kind: 'known'; lines: string[] } | { kind: 'none' } | { kind: 'unavailable'; why: string };

/** The SSM parameter of a tenant's secret for a provider or channel. */
export function secretName(stage: string, tenant: string, name: string): string {
  return `/wirewatch/${stage}/${tenant}/${name}`;
}
