import { expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import type { RouteInput } from '../../functions/config/route-settings.ts';
import { ruleTestFile } from '../../functions/evaluate/rule-test/rule-test-file.ts';
import { runRuleTest } from '../../functions/evaluate/rule-test/run-rule-test.ts';
import type { RuleInput } from '../../functions/rules/index.ts';

const rule: RuleInput = {
  kind: 'ratio',
  id: 'arrival',
  of: 'delivered',
  over: 'settled',
  by: ['provider', 'carrier'],
  window: '1m',
  settle: 0,
  cooldown: 0,
  summary: 'Delivery on {carrier} is {value}',
  when: { critical: { below: '90%' } },
};

const bad = { delivered: '100x5 50 100x*', failed: '0x5 50 0x*' };
const labels = (carrier: string) => ({ provider: 'telnyx', carrier });
const { tests } = ruleTestFile.parse({
  tests: [
    {
      name: 'two carriers',
      series: [
        { labels: labels('AT&T'), ...bad },
        { labels: labels('Verizon'), ...bad },
      ],
      notices: {
        '6m': [
          { severity: 'critical', labels: labels('AT&T') },
          { severity: 'critical', labels: labels('Verizon') },
        ],
        '7m': [
          { kind: 'resolved', labels: labels('AT&T') },
          { kind: 'resolved', labels: labels('Verizon') },
        ],
      },
    },
  ],
});

test.each<[string, RouteInput[]]>([
  ['is told at once', [{ to: ['slack'], wait: '0m' }]],
  ['is told late and together', [{ to: ['slack'], wait: '10m', groupBy: [] }]],
  ['is told once a day', [{ to: ['slack'], digest: { at: '09:00' } }]],
  ['is told outside hours that it is in', [{ to: ['slack'], except: ['always'] }]],
  ['calls somebody', [{ to: ['slack'], escalate: 'ladder' }]],
  ['is told to nobody', []],
])('a test of a rule sees every notice as its rule decides it, where by the routes it %s', async (_, routes) => {
  const config = defineConfig({
    rules: [rule],
    routes,
    intervals: { always: { weekdays: ['monday:sunday'] } },
    escalations: { ladder: { steps: [{ after: '0m', to: ['slack'] }] } },
    inhibit: [{ source: { rule: 'arrival' }, target: { rule: 'arrival' } }],
    channels: { slack: { kind: 'slack' } },
  });
  for (const one of tests) expect(await runRuleTest(one, config)).toMatchObject({ wrong: [], errors: [] });
});
