export async function runScenario(..._: unknown[]): Promise<void> {}
