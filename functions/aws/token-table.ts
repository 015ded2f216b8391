import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { day, second } from '../core/time.ts';
import { type Token, tokenSchema } from '../core/token.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

/** So long people can see what a token that is over was for. */
const keptFor = 90 * day;

const partition = 'tokens';

/** `expiresAt` is what DynamoDB goes by, in seconds: a token's own end has another name there. */
const itemSchema = z
  .object({ ...tokenSchema.shape, endsAt: z.number().optional() })
  .transform(({ endsAt, expiresAt: _, ...token }): Token => ({ ...token, ...(endsAt && { expiresAt: endsAt }) }));

/** The tokens of the whole stage: items `tokens`, `<id>` of the state table, until 90 days after their end. */
export function tokenTable({ client, tableName }: { client: Dynamo; tableName: string }) {
  const put = (token: Token, ConditionExpression: string) =>
    unlessRefused(client.send(new PutCommand({ TableName: tableName, Item: itemOf(token), ConditionExpression })));
  return {
    /** As it is now: one that was revoked opens nothing any more. */
    async get(id: string): Promise<Token | undefined> {
      const Key = { pk: partition, sk: id };
      const { Item } = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && itemSchema.parse(Item);
    },

    async list(): Promise<Token[]> {
      const pages = paginateQuery(
        { client },
        {
          TableName: tableName,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition },
        },
      );
      const tokens: Token[] = [];
      for await (const { Items = [] } of pages) tokens.push(...Items.map((item) => itemSchema.parse(item)));
      return tokens;
    },

    /** @returns false if there is one of that id */
    save: (token: Token): Promise<boolean> => put(token, 'attribute_not_exists(pk)'),

    /** @param token as it was read, and by whom it was revoked. @returns false if somebody was faster */
    revoke: (token: Token): Promise<boolean> => put(token, 'attribute_exists(pk) AND attribute_not_exists(revoked)'),
  };
}

function itemOf({ expiresAt: endsAt, ...token }: Token) {
  const over = token.revoked?.at ?? endsAt;
  const kept = over === undefined ? {} : { expiresAt: Math.ceil((over + keptFor) / second) };
  return { ...token, endsAt, ...kept, pk: partition, sk: token.id };
}
