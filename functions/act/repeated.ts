/** So often a write is tried again that others were faster with. */
const tries = 10;

/** @param attempt `undefined`: somebody else was faster */
export async function repeated<Ended>(attempt: () => Promise<Ended | undefined>, givenUp: () => Ended): Promise<Ended> {
  for (let tried = 0; tried < tries; tried += 1) {
    const ended = await attempt();
    if (ended !== undefined) return ended;
  }
  return givenUp();
}

export function contended() {
  return { kind: 'unchanged' as const, why: 'others keep changing it: try again' };
}
