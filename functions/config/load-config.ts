import { ConfigError, checkConfig } from './define-config.ts';
import type { Config } from './schema.ts';

/** The configuration in the text of config.json. @throws ConfigError that says what is wrong with it, and where */
export function parseConfig(text: string): Config {
  return checkConfig(parseJson(text), 'config.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`config.json is no JSON: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
