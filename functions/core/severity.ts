/** Severities, worst first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The lower, the worse; a missing severity is the mildest of all. */
export function severityOrder(severity: Severity | undefined): number {
  return severity === undefined ? severities.length : severities.indexOf(severity);
}

export function isWorse(a: Severity | undefined, b: Severity | undefined): boolean {
  return severityOrder(a) < severityOrder(b);
}
