import { expect, test } from 'vitest';
import { ruleOf, seeded, trafficOf, warmUp } from './cases.ts';
import { type AlertsByMinute, ourAlerts } from './ours.ts';
import { differences, keepsFiring, promtoolVersion } from './promtool.ts';

const [ruleCount, minutes] = process.env.CI === 'true' ? [90, 120] : [24, 60];
const seed = 20250602;

if (promtoolVersion === undefined) {
  console.warn('promtool is not here, so nothing is compared with Prometheus: apt-get install prometheus');
}

const mostKeepFiring = promtoolVersion === undefined || keepsFiring(promtoolVersion) ? 5 : 0;
const random = seeded(seed);
const traffic = ['telnyx', 'twilio', 'meta'].map((provider) => trafficOf(random, provider, warmUp + minutes));
const rules = Array.from({ length: ruleCount }, (_, index) => ruleOf(random, `rule-${index}`, mostKeepFiring));
const ours = await ourAlerts(rules, traffic, minutes);

function states(alerts: AlertsByMinute | undefined): string[] {
  return [...(alerts?.values() ?? [])].flatMap((open) => open.map(({ state, severity }) => `${state} ${severity}`));
}

test.each(['ratio', 'count', 'percentile'])('enough happens to %s rules for a comparison to mean something', (kind) => {
  const ofKind = rules.filter((rule) => rule.kind === kind).map(({ id }) => states(ours.get(id)));
  expect(ofKind.length).toBeGreaterThan(ruleCount / 6);
  const share = (state: string) => ofKind.filter((found) => found.includes(state)).length / ofKind.length;
  for (const state of ['pending critical', 'firing critical', 'firing high']) expect(share(state)).toBeGreaterThan(0.2);
});

test.skipIf(promtoolVersion === undefined)(
  'Prometheus has the same rules pending and firing at the same minutes, level by level',
  { timeout: 240_000 },
  async () => {
    expect(await differences(rules, traffic, ours)).toEqual([]);
  },
);

test.skipIf(promtoolVersion === undefined)(
  'Prometheus notices an alert that fires one minute later than it should',
  { timeout: 240_000 },
  async () => {
    const [rule, alerts] = [...ours].find(([, found]) => fired(found) !== undefined) ?? [];
    if (rule === undefined || alerts === undefined) throw new Error('nothing fires');
    const at = fired(alerts) ?? 0;
    const late = new Map([...alerts].map(([time, open]) => [time, time === at ? (alerts.get(at - 1) ?? []) : open]));
    const found = await differences(rules, traffic, new Map([...ours, [rule, late]]));
    expect(found).toEqual([expect.stringMatching(`^${rule} at minute ${at}:`)]);
  },
);

/** The first minute at which something fires that did not a minute before. */
function fired(alerts: AlertsByMinute): number | undefined {
  const isFiring = (time: number) => alerts.get(time)?.some(({ state }) => state === 'firing') ?? false;
  return [...alerts.keys()].find((time) => isFiring(time) && alerts.has(time - 1) && !isFiring(time - 1));
}
