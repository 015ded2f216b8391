import { type Override, overridable } from '../core/override.ts';
import { crossCheck } from './define-config.ts';
import { type Issue, readableIssues } from './readable-issues.ts';
import { type Config, configSchema } from './schema.ts';

export type Overridden = {
  config: Config;
  /** The overrides that are not heeded, because the configuration with them would not be valid. */
  refused: { section: Override['section']; why: string }[];
};

/** The configuration with what was set at run time in the place of what was deployed. @param now epoch milliseconds */
export function withOverrides(config: Config, overrides: readonly Override[], now: number): Overridden {
  const standing = overridable.flatMap((section) =>
    overrides.filter((one) => one.section === section && (one.until === undefined || now < one.until)),
  );
  const together = tryOn(config, standing);
  if (together.issues.length === 0) return { config: together.config, refused: [] };
  const found: Overridden = { config, refused: [] };
  for (const override of standing) {
    const next = tryOn(found.config, [override]);
    if (next.issues.length === 0) found.config = next.config;
    else found.refused.push({ section: override.section, why: next.issues.map(textOf).join('; ') });
  }
  return found;
}

/** Several at once may be valid though one after the other is not: routes and the escalations that they name. */
function tryOn(config: Config, overrides: readonly Override[]): { config: Config; issues: Issue[] } {
  if (overrides.length === 0) return { config, issues: [] };
  const replaced = { ...config, ...Object.fromEntries(overrides.map(({ section, value }) => [section, value])) };
  const parsed = configSchema.safeParse(replaced);
  if (!parsed.success) return { config, issues: readableIssues(configSchema, parsed.error, replaced) };
  return { config: parsed.data, issues: crossCheck(parsed.data) };
}

function textOf({ path, message }: Issue): string {
  return `${message} (${path})`;
}
