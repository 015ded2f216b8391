import { withOverrides } from '../config/overrides.ts';
import { ruleOverridesSchema } from '../config/rule-overrides.ts';
import type { Config } from '../config/schema.ts';
import type { Override } from '../core/override.ts';
import { timeText } from './handling-text.ts';

/** What was set and does not apply, now or once the time of another is over: routes that name an escalation that is gone. */
export function idleOverrides(config: Config, overrides: readonly Override[], now: number): string[] {
  const ends = overrides.flatMap(endsOf).filter((until) => until > now);
  const idle = new Map<string, string>();
  for (const at of [now, ...ends.sort((a, b) => a - b)]) {
    for (const { section, rule, why } of withOverrides(config, overrides, at).refused) {
      const what = rule === undefined ? section : `rule ${rule}`;
      if (idle.has(what)) continue;
      idle.set(what, `the override of ${what} does not apply${at > now ? ` from ${timeText(at)} on` : ''}: ${why}`);
    }
  }
  return [...idle.values()];
}

function endsOf({ section, value, until }: Override): number[] {
  const ofRules = section === 'rules' ? Object.values(ruleOverridesSchema.safeParse(value).data ?? {}) : [];
  return [...(until === undefined ? [] : [until]), ...ofRules.flatMap((one) => Date.parse(one.until ?? '') || [])];
}
