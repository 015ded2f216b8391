import { describe, expect, test } from 'vitest';
import { complianceScore, performanceScore } from '../../functions/core/score.ts';

const campaign = (sent: number, delivered: number, optOuts: number, failed: number) => ({
  sent,
  delivered,
  optOuts,
  failed,
});

describe('the performance score', () => {
  test.each([
    ['F-01: 1000 sent, 950 delivered, 10 opt-outs, 50 failed is 96.2', campaign(1000, 950, 10, 50), 96.2],
    ['F-01: 1000 sent, 700 delivered, 50 opt-outs, 300 failed is 77.5', campaign(1000, 700, 50, 300), 77.5],
    ['F-01: 1000 sent and all failed is still 30', campaign(1000, 0, 0, 1000), 30],
    ['F-01: nothing sent has no value', campaign(0, 0, 0, 0), undefined],
    ['F-01: opt-outs of earlier messages too cannot make it less than 0', campaign(10, 0, 30, 10), 0],
    ['X-7: without opt-outs 4286 failures of 10,000 are 69.998', campaign(10_000, 5714, 0, 4286), 69.998],
    ['X-7: and 4285 are 70.005', campaign(10_000, 5715, 0, 4285), 70.005],
  ])('%s', (_, given, score) => {
    expect(performanceScore(given)).toBe(score);
  });
});

describe('the compliance score', () => {
  test.each([
    ['F-02: no violation is 100', 'tcpa', 0, 100],
    ['F-02: 2 violations of TCPA are 80', 'tcpa', 2, 80],
    ['F-02: 3 are 70', 'tcpa', 3, 70],
    ['F-02: 10 are 0', 'tcpa', 10, 0],
    ['F-02: and more are no less', 'tcpa', 11, 0],
    ['F-03: no violation is 100', '10dlc', 0, 100],
    ['F-03: 1 violation of 10DLC is 85', '10dlc', 1, 85],
    ['F-03: 2 are 70', '10dlc', 2, 70],
    ['F-03: 7 are 0', '10dlc', 7, 0],
    ['F-03: and more are no less', '10dlc', 8, 0],
  ] as const)('%s', (_, regulation, violations, score) => {
    expect(complianceScore(regulation, violations)).toBe(score);
  });
});
