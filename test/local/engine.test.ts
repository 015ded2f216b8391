import { expect, test, vi } from 'vitest';
import { openEngine } from '../../local/store/engine.ts';

const table = {
  TableName: 'some',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const query = {
  TableName: 'some',
  KeyConditionExpression: 'pk = :pk',
  ExpressionAttributeValues: { ':pk': { S: 'one' } },
};

test.each([0, 1, 2, 3])('what is under way for %d turns is answered before the store closes', async (turns) => {
  const engine = await openEngine();
  await engine.call('CreateTable', table);
  await vi.waitFor(() => engine.call('Query', query));
  let answered = 0;
  const calls = Array.from({ length: 20 }, async () => {
    await engine.call('Query', query);
    answered += 1;
  });
  for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
  await engine.close();
  expect(answered).toBe(20);
  await Promise.all(calls);
});
