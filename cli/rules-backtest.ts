import type { Config } from '../functions/config/schema.ts';
import type { Sources } from '../functions/evaluate/readings.ts';

export type RulesBacktestOptions = {
  from: string;
  to?: string | undefined;
  tenant: string;
  stage: string;
  sweep?: string | undefined;
  step?: string | undefined;
  json?: boolean | undefined;
};

export type RulesBacktestTools = {
  config: Config;
  /** The tenant's. */
  zone: string;
  sources: Sources;
  signal: AbortSignal;
  now(): number;
  print(text: string): void;
  /** Tells how far it is; goes where results do not. */
  progress(text: string): void;
};

/** Prints when a rule would have fired. @returns the exit code: 130 if it was interrupted. @throws Error that says what to do */
export async function rulesBacktest(rule: string, _: RulesBacktestOptions, { config }: RulesBacktestTools) {
  if (config.rules.some(({ id }) => id === rule)) return 0;
  const known = config.rules.map(({ id }) => id).join(', ');
  throw new Error(`There is no rule "${rule}" in the configuration; there are: ${known || 'none'}`);
}
