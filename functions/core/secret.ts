/** The lines of a secret; `unavailable` when it cannot be read now and no earlier value is remembered. */
export type SecretAnswer = { kind: 'known'; lines: string[] } | { kind: 'none' } | { kind: 'unavailable'; why: string };
