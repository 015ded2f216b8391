/** From how large a share on what went wrong is the next step of colour. */
const steps = [0.01, 0.03, 0.05, 0.1, 0.25] as const;

/** The class of a cell by how much went wrong, from `ww-heat-0` to `ww-heat-5`. @param bad a share */
export function heat(bad: number | undefined): string {
  return `ww-heat-${steps.filter((step) => (bad ?? 0) >= step).length}`;
}
