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

/** The worst of several; `undefined` if there are none. */
export function worstOf(some: readonly Severity[]): Severity | undefined {
  return severities.find((severity) => some.includes(severity));
}

/** What other scales call ours: P1 to P5 or SEV1 to SEV5 by the time to respond, and the words of PagerDuty and Prometheus. */
const aliases: ReadonlyMap<string, Severity> = new Map([
  ...severities.flatMap((severity, index): [string, Severity][] => [
    [`p${index + 1}`, severity],
    [`sev${index + 1}`, severity],
  ]),
  ['error', 'high'],
  ['warning', 'medium'],
  ['warn', 'medium'],
]);

/** Our word for a severity of any scale; `undefined` if it is of none. */
export function severityNamed(text: string): Severity | undefined {
  const word = text.toLowerCase();
  return severities.find((severity) => severity === word) ?? aliases.get(word);
}
