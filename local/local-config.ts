import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../functions/config/schema.ts';

export type Overrides = {
  publicUrl: string | undefined;
  /** Where a PagerDuty channel of this name sends its events; absent: where the configuration says. */
  pagerdutyAt(channel: string): string | undefined;
  /** Whether SNS is the real one: then nothing is published but to the topic that the environment names. */
  realSns: boolean;
  /** Where a channel of this name sends what is only printed. */
  printedAt(channel: string): string;
};

/** The configuration as it applies on this machine. */
export function localConfig(config: Config, { publicUrl, ...overrides }: Overrides): Config {
  const channels = Object.entries(config.channels).map(([name, channel]) => [
    name,
    localChannel(name, channel, overrides),
  ]);
  return {
    ...config,
    // No gateway stands in front that verified anything.
    api: { ...config.api, access: 'tokens' },
    ...(publicUrl !== undefined && { publicUrl, stages: {} }),
    channels: Object.fromEntries(channels),
  };
}

/** Nothing is published to a team's real topic unless the environment names one, and nothing to a real phone. */
function localChannel(
  name: string,
  channel: Config['channels'][string],
  { pagerdutyAt, realSns, printedAt }: Omit<Overrides, 'publicUrl'>,
): Config['channels'][string] {
  if (channel.kind === 'sns') {
    const { topicArn: _, sms, ...rest } = channel;
    return sms === undefined || realSns ? rest : { ...rest, sms };
  }
  if (channel.kind === 'slack-bot' || channel.kind === 'opsgenie' || channel.kind === 'webhook') {
    return { ...channel, url: printedAt(name) };
  }
  const url = channel.kind === 'pagerduty' ? pagerdutyAt(name) : undefined;
  return channel.kind === 'pagerduty' && url !== undefined ? { ...channel, url } : channel;
}

/** Writes the file that the functions read. @returns its path */
export function writeConfig(dir: string, config: Config): string {
  const file = join(dir, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}
