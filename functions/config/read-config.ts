import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { ConfigError, checkConfig } from './define-config.ts';
import type { Config } from './schema.ts';

const moduleSchema = z.object({ default: z.unknown() });

/** Reads `wirewatch.config.ts` of the working directory, or another file, TypeScript or JSON. @throws ConfigError */
export async function readConfig(given = 'wirewatch.config.ts'): Promise<Config> {
  const file = resolve(given);
  if (!existsSync(file)) throw new ConfigError(`There is no ${file}. Start in its folder, or name another file.`);
  return checkConfig(await load(file), file);
}

async function load(file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'));
    return moduleSchema.parse(await import(pathToFileURL(file).href)).default;
  } catch (cause) {
    if (cause instanceof ConfigError) throw cause;
    throw new ConfigError(`${file} cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
