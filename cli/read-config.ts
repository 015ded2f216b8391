import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { checkConfig } from '../functions/config/define-config.ts';
import type { Config } from '../functions/config/schema.ts';

const moduleSchema = z.object({ default: z.unknown() });

/** The configuration in a folder's `wirewatch.config.ts`. @throws with a sentence that says what to do */
export async function readConfig(folder = process.cwd()): Promise<Config> {
  const file = resolve(folder, 'wirewatch.config.ts');
  const module = await import(pathToFileURL(file).href).catch((cause: unknown) => {
    throw new Error(`cannot read ${file}; run wirewatch in the folder of your configuration`, { cause });
  });
  return checkConfig(moduleSchema.parse(module).default, 'wirewatch.config.ts');
}
