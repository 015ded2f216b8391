/** Whether an evaluator is the one of `of` that judges an alert: its id is a hash of tenant, rule and labels, in hex. */
export function ownsAlert(index: number, of: number): (alertId: string) => boolean {
  return (alertId) => of === 1 || Number.parseInt(alertId, 16) % of === index;
}
