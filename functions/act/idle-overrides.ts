import { withOverrides } from '../config/overrides.ts';
import type { Config } from '../config/schema.ts';
import type { Override } from '../core/override.ts';
import { timeText } from './handling-text.ts';

/** What was set and does not apply, now or once the time of another is over: routes that name an escalation that is gone. */
export function idleOverrides(config: Config, overrides: readonly Override[], now: number): string[] {
  const ends = overrides.flatMap(({ until }) => (until !== undefined && until > now ? until : []));
  const idle = new Map<Override['section'], string>();
  for (const at of [now, ...ends.sort((a, b) => a - b)]) {
    for (const { section, why } of withOverrides(config, overrides, at).refused) {
      if (idle.has(section)) continue;
      idle.set(
        section,
        `the override of ${section} does not apply${at > now ? ` from ${timeText(at)} on` : ''}: ${why}`,
      );
    }
  }
  return [...idle.values()];
}
