import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../functions/config/define-config.ts';
import { inhibitionsWithReasons, recommendedInhibitions } from '../../functions/config/recommended-inhibitions.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import type { Labels } from '../../functions/core/matcher.ts';
import { resolveRoutes, routesFor } from '../../functions/core/routing.ts';
import shipped from '../../wirewatch.config.ts';
import { configSnippets } from './config-snippets.ts';

const page = 'docs/telling-people.md';
const snippets = [page, 'docs/channels.md'].flatMap((one) =>
  configSnippets(one, { recommendedRules, recommendedInhibitions }),
);

/** Channels are shown with schedules that the page shows elsewhere. */
const onCall = snippets.find(({ heading }) => heading === 'On call')?.config.onCall;

/** A snippet in the place of what the shipped configuration says of the same. */
function configWith(config: Record<string, unknown>) {
  const byName = (['intervals', 'channels', 'escalations'] as const).map((key) => [
    key,
    { ...shipped[key], ...Object(config[key]) },
  ]);
  return checkConfig({ ...shipped, onCall, ...config, ...Object.fromEntries(byName) }, page);
}

test.each(snippets.map(({ heading, config }) => [heading, config] as const))(
  'what is shown under %s is valid',
  (_, config) => {
    expect(() => configWith(config)).not.toThrow();
  },
);

describe('the page on telling people', () => {
  test('shows configuration under every heading that is about it', () => {
    const headings = ['Routes', 'Groups', 'Inhibition', 'Maintenance', 'Business hours', 'Daily digest'];
    expect(snippets.map(({ heading }) => heading)).toEqual(expect.arrayContaining(headings));
  });

  test.each<[Labels, string[]]>([
    [{ severity: 'critical', campaign: 'otp-login' }, ['pagerduty', 'slack', 'mail']],
    [{ severity: 'critical', campaign: 'spring' }, ['pagerduty', 'slack']],
    [{ severity: 'low' }, ['mail']],
    [{ severity: 'high' }, ['slack']],
  ])('sends %j where its first table says', (labels, channels) => {
    const { config } = snippets.find(({ heading }) => heading === 'Routes') ?? { config: {} };
    const found = routesFor(resolveRoutes(configWith(config).routes), labels);
    expect(found.flatMap(({ to }) => to)).toEqual(channels);
  });

  test('lists the recommended inhibitions with their reasons', () => {
    const rows = inhibitionsWithReasons.map(({ inhibition, why }) => `| \`${inhibition.name}\` | ${why} |`);
    expect(readFileSync(page, 'utf8')).toContain(`|---|---|\n${rows.join('\n')}\n\n`);
  });
});
