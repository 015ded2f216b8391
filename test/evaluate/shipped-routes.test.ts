import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { localStamps } from '../../functions/core/calendar.ts';
import type { Severity } from '../../functions/core/severity.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { createReadings } from '../../functions/evaluate/readings.ts';
import { ruleTestFile } from '../../functions/evaluate/rule-test/rule-test-file.ts';
import { writtenSources } from '../../functions/evaluate/rule-test/written-sources.ts';
import { simulate } from '../../functions/evaluate/simulate.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import shipped from '../../wirewatch.config.ts';

const zone = 'America/New_York';
const stamp = localStamps(zone);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What the shipped configuration tells of an alert of a severity that fires from a time on: `2026-11-20 18:01 slack first`. */
async function toldOf(severity: Severity, from: string, hours: number): Promise<string[]> {
  const rule = { kind: 'count', id: 'failures', of: 'failures', window: '1m', settle: 0, summary: 'Failures: {value}' };
  const rules = [ruleSettings.parse({ ...rule, when: { [severity]: { above: 0 } } })];
  const config = defineConfig({ ...shipped, rules, inhibit: [] });
  const start = Date.parse(from);
  const series = [{ labels: { provider: 'telnyx' }, failed: '1x*' }];
  const one = ruleTestFile.parse({ tests: [{ name: 'fires', start: new Date(start), series, notices: {} }] }).tests[0];
  if (one === undefined) throw new Error('no test');
  const written = { tenant: 'main', zone, start, series: one.series, usual: one.usual };
  const readings = (tick: number) =>
    createReadings({ tenant: 'main', zone, tick, minutesComplete: 24 * hour }, writtenSources(one, written, tick));
  const all = simulate({
    ...{ tenant: 'main', zone, stage: 'prod', rules: config.rules, config, readings, log: silent },
    from: start + minute,
    to: start + hours * hour,
  });
  const told: string[] = [];
  for await (const { tick, notices } of all) {
    told.push(...notices.map(({ channel, reason }) => `${stamp(tick)} ${channel} ${reason}`));
  }
  return told;
}

describe('the shipped configuration tells', () => {
  test('R-19: what is critical to three channels at once, and calls further people until somebody has it in hand', async () => {
    expect(await toldOf('critical', '2026-11-20T23:00Z', 2)).toEqual([
      '2026-11-20 18:01 pagerduty first',
      '2026-11-20 18:01 slack first',
      '2026-11-20 18:01 mail first',
      '2026-11-20 18:16 phone escalated',
      '2026-11-20 18:31 manager escalated',
    ]);
  });

  test('R-20: what is high to two channels, together with what follows within a minute, and after an hour a page', async () => {
    expect(await toldOf('high', '2026-11-20T23:00Z', 3)).toEqual([
      '2026-11-20 18:02 slack first',
      '2026-11-20 18:02 mail first',
      '2026-11-20 19:01 pagerduty escalated',
    ]);
  });

  test('R-21: what is medium on Friday evening on Monday, as the first notice of its group after nine', async () => {
    expect(await toldOf('medium', '2026-11-20T23:00Z', 64)).toEqual(['2026-11-23 09:02 slack first']);
  });

  test.each(['low', 'info'] as const)('R-22: what is %s once a day', async (severity) => {
    expect(await toldOf(severity, '2026-11-20T23:00Z', 40)).toEqual([
      '2026-11-21 09:00 mail digest',
      '2026-11-22 09:00 mail digest',
    ]);
  });

  test('and asks for an answer within 15 minutes, an hour, four hours and a day', () => {
    expect(shipped.acknowledge.respondWithin).toEqual({
      critical: 15 * minute,
      high: hour,
      medium: 4 * hour,
      low: 24 * hour,
    });
  });
});
