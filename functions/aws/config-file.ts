import { readFileSync } from 'node:fs';
import { parseConfig } from '../config/load-config.ts';
import type { Config } from '../config/schema.ts';

/** Reads the configuration that was bundled with the functions. @throws ConfigError if this version does not understand it */
export function loadConfig(file: string): Config {
  return parseConfig(readFileSync(file, 'utf8'));
}
