import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { type AuditRecord, auditRecordSchema } from '../core/audit-record.ts';
import { day, second } from '../core/time.ts';
import type { Dynamo } from './dynamo.ts';

const keptFor = 400 * day;

/** `from <= at < to`, epoch milliseconds; the newest `limit` of them. */
export type AuditSpan = { tenant: string; from: number; to: number; limit: number };

/** What people did: items `audit#<tenant>`, `<time>#<id>` of the state table. */
export function auditLog(client: Dynamo, tableName: string) {
  return {
    async append(record: AuditRecord): Promise<void> {
      const key = { pk: partition(record.tenant), sk: `${isoTime(record.at)}#${record.id}` };
      const expiresAt = Math.ceil((record.at + keptFor) / second);
      await client.send(new PutCommand({ TableName: tableName, Item: { ...record, ...key, expiresAt } }));
    },

    /** Newest first. */
    async read({ tenant, from, to, limit }: AuditSpan): Promise<AuditRecord[]> {
      const pages = paginateQuery(
        { client, pageSize: limit },
        {
          TableName: tableName,
          ScanIndexForward: false,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': partition(tenant), ':from': isoTime(from), ':to': isoTime(to) },
        },
      );
      const records: AuditRecord[] = [];
      for await (const { Items = [] } of pages) {
        records.push(...Items.map((item) => auditRecordSchema.parse(item)));
        if (records.length >= limit) break;
      }
      return records.slice(0, limit);
    },
  };
}

function partition(tenant: string): string {
  return `audit#${tenant}`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
