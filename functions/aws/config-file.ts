import { readFileSync } from 'node:fs';
import { type Config, configSchema } from '../config/schema.ts';

/** Reads the configuration that was bundled with the functions. @throws if it is not what this version understands */
export function loadConfig(file: string): Config {
  return configSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
