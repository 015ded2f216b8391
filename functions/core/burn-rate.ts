/** Spending `budget`, a share of what may fail in `period`, within `long`. Durations in the same unit. */
export type Burn = { budget: number; long: number };

/** So many times faster than the period's budget allows: 2 % of 30 days' within an hour is 14.4 (SEMANTICS 4.10). */
export function burnLimit({ budget, long }: Burn, period: number): number {
  return exact((budget * period) / long);
}

/** How fast a share of failures burns the budget that the SLO leaves. @param slo a share below 1 */
export function burnOf(errorRate: number, slo: number): number {
  return exact(errorRate / exact(1 - slo));
}

/** The share of failures at which the budget burns so fast; above 1 it cannot. */
export function errorRateAt(burn: number, slo: number): number {
  return exact(burn * exact(1 - slo));
}

/** The fastest there is: everything fails. */
export function fastestBurn(slo: number): number {
  return exact(1 / exact(1 - slo));
}

/** Above this SLO the budget can burn so fast. */
export function leastSlo(burn: number): number {
  return exact(1 - 1 / burn);
}

/** Whether a share of failures can be higher than what burns so fast. */
export function isReachable(burn: number, slo: number): boolean {
  return errorRateAt(burn, slo) < 1;
}

/** Without the crumbs of binary fractions: what lies on a threshold is not beyond it. */
function exact(value: number): number {
  return Number(value.toPrecision(12));
}
