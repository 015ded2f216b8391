import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { ConfigError, checkConfig } from '../functions/config/define-config.ts';
import type { Config } from '../functions/config/schema.ts';
import { StartError } from './settings.ts';

const moduleSchema = z.object({ default: z.unknown() });

/** Reads `wirewatch.config.ts` of the working directory, or another file, TypeScript or JSON. @throws StartError */
export async function readConfig(given: string | undefined): Promise<Config> {
  const file = resolve(given ?? 'wirewatch.config.ts');
  if (!existsSync(file)) throw new StartError(`There is no ${file}. Start where it is, or name one with --config.`);
  try {
    return checkConfig(await loadFile(file), file);
  } catch (error) {
    if (error instanceof ConfigError) throw new StartError(error.message);
    throw new StartError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function loadFile(file: string): Promise<unknown> {
  if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'));
  return moduleSchema.parse(await import(pathToFileURL(file).href)).default;
}

export type Overrides = {
  publicUrl: string | undefined;

  /** Where every PagerDuty channel sends its events; absent: where the configuration says. */
  pagerdutyUrl: string | undefined;
};

/** The configuration as it applies on this machine. */
export function localConfig(config: Config, { publicUrl, pagerdutyUrl }: Overrides): Config {
  const channels = Object.entries(config.channels).map(([name, channel]) => [
    name,
    localChannel(channel, pagerdutyUrl),
  ]);
  return {
    ...config,
    ...(publicUrl !== undefined && { publicUrl, stages: {} }),
    channels: Object.fromEntries(channels),
  };
}

/** Nothing is published to a team's real topic unless the environment names one. */
function localChannel(channel: Config['channels'][string], pagerdutyUrl: string | undefined) {
  if (channel.kind === 'sns') return { kind: channel.kind };
  return channel.kind === 'pagerduty' && pagerdutyUrl !== undefined ? { ...channel, url: pagerdutyUrl } : channel;
}

/** Writes the file that the functions read. @returns its path */
export function writeConfig(dir: string, config: Config): string {
  const file = join(dir, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
