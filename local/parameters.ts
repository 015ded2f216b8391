import type { Config } from '../functions/config/schema.ts';
import { stage } from './environment.ts';

export type SecretSources = {
  providers: Readonly<Record<string, readonly string[]>>;
  /** The secret of a channel by its kind; `undefined`: the kind needs none. */
  channel(kind: Config['channels'][string]['kind'], name: string): string | undefined;
};

/** The SecureStrings of the stack: each tenant has the same keys and channels on one machine. */
export function parametersOf(config: Config, sources: SecretSources): Map<string, string> {
  const parameters = new Map<string, string>();
  for (const tenant of Object.keys(config.tenants)) {
    const put = (name: string, value: string | undefined) => {
      if (value !== undefined) parameters.set(`/wirewatch/${stage}/${tenant}/${name}`, value);
    };
    for (const [name, lines] of Object.entries(sources.providers)) put(name, lines.join('\n'));
    for (const [name, { kind }] of Object.entries(config.channels)) put(name, sources.channel(kind, name));
  }
  return parameters;
}
