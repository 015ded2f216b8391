import { keptNames } from '../core/secret.ts';
import type { Issue } from './readable-issues.ts';
import type { Config } from './schema.ts';

/** A channel's secret goes by its name: one that is called as another secret is would send that to the channel's address. */
export function channelIssues({ channels }: Pick<Config, 'channels'>): Issue[] {
  const taken = keptNames.filter((name) => Object.hasOwn(channels, name));
  return taken.map((name) => ({
    path: `channels.${name}`,
    message: `the secret "${name}" is another's: call the channel something else, such as "${name}-alerts"`,
  }));
}
