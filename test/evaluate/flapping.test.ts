import { expect, test } from 'vitest';
import { evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from '../support/evaluation.ts';

async function slack(setting: Setting, minutes: number) {
  const world = createEvaluation(setting);
  for (let tick = 0; tick <= minutes; tick += 1) await evaluate(at(tick), world.deps);
  const notices = world.arrived.filter((line) => line.startsWith('slack')).map((line) => line.split(' ')[1]);
  return { notices: notices.join(' '), alert: [...world.alerts.values()][0] };
}

test('4.16: from four changes on it is told once that it flaps, and its end when it has been quiet for 20 evaluations', async () => {
  const { notices, alert } = await slack({ traffic: { telnyx: `!.!.!.!.${'.'.repeat(40)}` } }, 40);
  expect(notices).toBe('F0 R1 F4 R27');
  expect(alert).toMatchObject({ state: 'inactive', resolvedAt: at(27) });
  expect(alert).not.toHaveProperty('flappingSince');
});

test('4.16: three changes are no flapping', async () => {
  const { notices } = await slack({ traffic: { telnyx: `!.!!!!.${'.'.repeat(20)}` }, rule: { cooldown: '0m' } }, 4);
  expect(notices).toBe('F0 R1 F2');
});

test('4.16: reminders go on while it flaps', async () => {
  const traffic = { telnyx: `!.!.${'!'.repeat(30)}` };
  const { notices } = await slack({ traffic, rule: { cooldown: '5m', repeatInterval: '10m' } }, 27);
  expect(notices).toBe('F0 R1 F4 F15 F26');
});

test('4.16: a worse severity is told while it flaps', async () => {
  const when = { critical: { below: '50%', for: '3m' }, high: { below: '50%' } };
  const { notices } = await slack({ traffic: { telnyx: `!.!.${'!'.repeat(9)}` }, rule: { when } }, 9);
  expect(notices).toBe('F0 R1 F4 F7');
});

test('4.16: the end of a rule that is judged seldom is told however long it takes to rest', async () => {
  const rule = { every: '5m', flapping: { changes: 4, evaluations: 20 } };
  const timeline = Array.from({ length: 6 }, (_, turn) => (turn % 2 === 0 ? '!....' : '.....')).join('');
  const { notices } = await slack({ traffic: { telnyx: timeline + '.'.repeat(120) }, rule }, 130);
  expect(notices).toBe('F0 R5 F20 R125');
});
