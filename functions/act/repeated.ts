/** So often a write is tried again that others were faster with. */
const tries = 10;
const insistedTries = 3;

/** @param attempt `undefined`: somebody else was faster */
export async function repeated<Ended>(attempt: () => Promise<Ended | undefined>, givenUp: () => Ended): Promise<Ended> {
  for (let tried = 0; tried < tries; tried += 1) {
    const ended = await attempt();
    if (ended !== undefined) return ended;
  }
  return givenUp();
}

/** What nobody else keeps from being written, but the table itself may. @throws what the last attempt threw */
export async function insisted<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; tried < insistedTries; tried += 1) {
    try {
      return await attempt();
    } catch {
      // The next attempt may not fail, and the last one throws.
    }
  }
  return attempt();
}

export function contended() {
  return { kind: 'refused' as const, because: 'busy' as const, why: 'others keep changing it: try again' };
}
