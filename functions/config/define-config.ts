import * as z from 'zod';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Checks a configuration and fills in its defaults. @throws ConfigError that names each wrong key and what it should be */
export function defineConfig(input: ConfigInput): Config {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) {
    throw new ConfigError(`wirewatch.config.ts is not valid:\n${z.prettifyError(parsed.error)}`);
  }
  const problems = crossCheck(parsed.data);
  if (problems.length > 0) throw new ConfigError(`wirewatch.config.ts is not valid:\n${problems.join('\n')}`);
  return parsed.data;
}

function crossCheck(config: Config): string[] {
  const unknownChannels = config.routes.flatMap((route, index) =>
    route.to
      .filter((channel) => !(channel in config.channels))
      .map((channel) => `routes[${index}].to names "${channel}", which is not in channels`),
  );
  const ids = config.rules.map((rule) => rule.id);
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `rules has "${id}" twice`);
  return [...unknownChannels, ...repeated];
}
