import { hour, minute } from '../../functions/core/time.ts';
import { ruleSettings } from '../../functions/rules/index.ts';
import { seriesOf } from './readings.ts';
import { type Traffic, trafficReadings } from './traffic.ts';

export const tick = Date.parse('2026-11-20T12:05Z');
/** The end of the last hour that has settled. */
export const noon = tick - 5 * minute;

/** Failures by provider, of the last hour against the same of yesterday; bad from more than twice the share on. */
export function changeRule(settings: object = {}) {
  return ruleSettings.parse({
    id: 'change',
    kind: 'change',
    of: 'failures',
    over: 'settled',
    by: ['provider'],
    when: { high: { factor: 2, for: '5m' } },
    summary: '{provider} fails {value} as often as yesterday',
    ...settings,
  });
}

/** The verdicts at the tick, by label set. */
export async function found(settings: object, traffic: Traffic) {
  const series = await seriesOf(changeRule(settings), tick, trafficReadings(traffic, tick));
  return Object.fromEntries(series.map(({ labels, verdicts }) => [Object.values(labels).join(' '), verdicts.high]));
}

export const isNow = (at: number) => at >= noon - hour;
