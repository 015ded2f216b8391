import type { Config } from '../functions/config/schema.ts';

/** What every part of one deployment knows. */
export type Deployment = {
  /** One of `config.stages`; part of every name, and of the path of secrets. */
  stage: string;
  config: Config;
  /** Further environment variables of all functions. */
  environment?: Record<string, string>;
};
