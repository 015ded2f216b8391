import { DeleteCommand, GetCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { consentStatusSchema } from '../core/consent/consent.ts';
import { type ConsentNumbers, type StandingConsent, standingConsentSchema } from '../core/consent/standing.ts';
import type { NotePeopleDeps } from '../count/note-people.ts';
import { type Dynamo, unlessRefused } from './dynamo.ts';

type Table = { client: Dynamo; tableName: string };

function partition(tenant: string): string {
  return `consent#${tenant}`;
}

/** Keeps what each person said last: item `consent#<tenant>`, `<hash of the number>` of the state table. It never expires. */
export function consentWriter({ client, tableName }: Table): NotePeopleDeps['keepConsent'] {
  return async ({ tenant, person, status, since, provider, by }) => {
    await unlessRefused(
      client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: partition(tenant), sk: person },
          UpdateExpression: 'SET #status = :status, #since = :since, #provider = :provider, #by = :by',
          ConditionExpression: 'attribute_not_exists(#since) OR #since < :since OR (#since = :since AND #by < :by)',
          ExpressionAttributeNames: { '#status': 'status', '#since': 'since', '#provider': 'provider', '#by': 'by' },
          ExpressionAttributeValues: { ':status': status, ':since': since, ':provider': provider, ':by': by },
        }),
      ),
    );
  };
}

/** Whether a person wants messages; `undefined` if they never said. @param person the hash of the number */
export function consentReader({ client, tableName }: Table) {
  return async (tenant: string, person: string): Promise<StandingConsent | undefined> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { pk: partition(tenant), sk: person }, ConsistentRead: true }),
    );
    return Item && standingConsentSchema.parse({ ...Item, tenant, person });
  };
}

/** Forgets what a person said. @param person the hash of the number */
export function consentRemover({ client, tableName }: Table) {
  return async (tenant: string, person: string): Promise<void> => {
    await client.send(new DeleteCommand({ TableName: tableName, Key: { pk: partition(tenant), sk: person } }));
  };
}

/** How many people of a tenant have opted out and in. Reads all of them, in pages: about 7,000 people in each. */
export function consentCounter({ client, tableName }: Table) {
  return async (tenant: string): Promise<ConsentNumbers> => {
    const pages = paginateQuery(
      { client },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ProjectionExpression: '#status',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':pk': partition(tenant) },
      },
    );
    const numbers: ConsentNumbers = { 'opted-out': 0, 'opted-in': 0 };
    for await (const { Items = [] } of pages) {
      for (const item of Items) numbers[consentStatusSchema.parse(item.status)] += 1;
    }
    return numbers;
  };
}
