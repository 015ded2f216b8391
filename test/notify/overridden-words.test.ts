import { expect, test } from 'vitest';
import { mapLevels } from '../../functions/rules/rule-settings.ts';
import { notifyWorld } from '../support/notify-world.ts';

test('a notice tells the threshold that is set now, not the deployed one', async () => {
  const world = notifyWorld();
  const [rule] = world.rules;
  if (rule?.kind !== 'ratio') throw new Error('no such rule');
  const when = mapLevels(rule.when, (level) => ({ ...level, below: 0.8 }));
  world.deps.rulesOf = async () => [{ ...rule, when }];
  await world.notify(...world.decide({ slack: {} }));
  expect(world.sent[0]?.body).toMatch(/threshold 80\s%/);
});
