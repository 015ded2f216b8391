import * as z from 'zod';
import { type Config, type ConfigInput, configSchema } from './schema.ts';

export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Checks a configuration and fills in its defaults. @throws ConfigError that names each wrong key and what it should be */
export function defineConfig(input: ConfigInput): Config {
  return checkConfig(input, 'wirewatch.config.ts');
}

/** Like {@link defineConfig}, for input of any origin. @throws ConfigError */
export function checkConfig(input: unknown, source: string): Config {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) throw new ConfigError(`${source} is not valid:\n${z.prettifyError(parsed.error)}`);
  const problems = crossCheck(parsed.data);
  if (problems.length > 0) throw new ConfigError(`${source} is not valid:\n${problems.join('\n')}`);
  return parsed.data;
}

function crossCheck(config: Config): string[] {
  const unknownChannels = config.routes.flatMap((route, index) =>
    route.to
      .filter((channel) => !Object.hasOwn(config.channels, channel))
      .map((channel) => `✖ "${channel}" is not in channels\n  → at routes[${index}].to`),
  );
  const ids = config.rules.map((rule) => rule.id);
  const repeated = ids
    .filter((id, index) => ids.indexOf(id) !== index)
    .map((id) => `✖ "${id}" is there twice\n  → at rules`);
  return [...unknownChannels, ...repeated];
}
