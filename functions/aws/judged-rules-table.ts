import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { EvaluateDeps } from '../evaluate/evaluate.ts';
import type { Dynamo } from './dynamo.ts';

const itemSchema = z.object({ rules: z.array(z.string()) });

/** Which rules an evaluator judged last: item `judged-rules`, `<evaluator>` of the state table. */
export function judgedRulesTable(
  client: Dynamo,
  tableName: string,
  evaluator: string,
): Pick<EvaluateDeps, 'judgedRules' | 'saveJudgedRules'> {
  const Key = { pk: 'judged-rules', sk: evaluator };
  return {
    async judgedRules() {
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item ? itemSchema.parse(Item).rules : [];
    },
    async saveJudgedRules(rules) {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key,
          UpdateExpression: 'SET rules = :rules',
          ExpressionAttributeValues: { ':rules': rules },
        }),
      );
    },
  };
}
