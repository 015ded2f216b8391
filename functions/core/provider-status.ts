/** Why a request was not taken for the provider's. */
export const refusalReasons = ['no-signature', 'bad-signature', 'stale', 'no-secret'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What is kept of a provider's last calls. `url` is a shape: query names without values. */
export type StatusNote =
  | { kind: 'accepted'; recorded: number }
  | { kind: 'refused'; why: RefusalReason; hint: string; url: string };
