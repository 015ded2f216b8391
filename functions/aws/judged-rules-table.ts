import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { EvaluateDeps } from '../evaluate/evaluate.ts';
import type { Dynamo } from './dynamo.ts';

const itemSchema = z.object({ rules: z.array(z.string()), retired: z.record(z.string(), z.number()).default({}) });
const Key = { pk: 'judged-rules', sk: 'evaluate' };

/** Which rules were judged last, and which are no more: item `judged-rules`, `evaluate` of the state table, for all evaluators. */
export function judgedRulesTable(
  client: Dynamo,
  TableName: string,
): Pick<EvaluateDeps, 'judgedRules' | 'saveJudgedRules'> {
  return {
    async judgedRules() {
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return itemSchema.parse(Item ?? { rules: [] });
    },
    async saveJudgedRules({ rules, retired }) {
      await client.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: 'SET #rules = :rules, #retired = :retired',
          ExpressionAttributeNames: { '#rules': 'rules', '#retired': 'retired' },
          ExpressionAttributeValues: { ':rules': rules, ':retired': retired },
        }),
      );
    },
  };
}
