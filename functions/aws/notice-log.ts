import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { dayStartsUtc } from '../core/calendar.ts';
import {
  type NoticePage,
  type NoticeRecord,
  type NoticeSpan,
  noticeRecordSchema,
  noticesKept,
} from '../core/notice-record.ts';
import { second } from '../core/time.ts';
import type { Dynamo } from './dynamo.ts';

type Found = { key: string; record: NoticeRecord };

/** Every attempt to tell somebody: items `notices#<tenant>#<day>`, `<time>#<group>#<seq>#<attempt>` of the state table. */
export function noticeLog(client: Dynamo, tableName: string) {
  /** Newest first. */
  async function* found({ tenant, from, to, alert, limit, cursor }: NoticeSpan): AsyncGenerator<Found> {
    // A cursor begins with the time of the last record that was read.
    const end = cursor === undefined ? to : Math.min(to, Date.parse(cursor.split('#')[0] ?? '') + 1);
    if (end <= from) return;
    // One more tells whether there are more.
    const pageSize = alert === undefined ? limit + 1 : 100;
    for (const start of dayStartsUtc(from, end).reverse()) {
      const pk = partition(tenant, start);
      const isCursorsDay = cursor?.startsWith(isoDay(start)) ?? false;
      const pages = paginateQuery(
        { client, pageSize, ...(isCursorsDay && { startingToken: { pk, sk: cursor } }) },
        {
          TableName: tableName,
          ScanIndexForward: false,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': isoTime(from), ':to': isoTime(end) },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) yield { key: String(item.sk), record: noticeRecordSchema.parse(item) };
      }
    }
  }

  return {
    async record(record: NoticeRecord): Promise<void> {
      const { tenant, at, group, seq, attempts } = record;
      const key = { pk: partition(tenant, at), sk: `${isoTime(at)}#${group}#${seq}#${attempts}` };
      const expiresAt = Math.ceil((at + noticesKept) / second);
      await client.send(new PutCommand({ TableName: tableName, Item: { ...record, ...key, expiresAt } }));
    },

    async read(span: NoticeSpan): Promise<NoticePage> {
      const records: NoticeRecord[] = [];
      let last: string | undefined;
      for await (const { key, record } of found(span)) {
        if (span.alert !== undefined && !isAbout(record, span.alert)) continue;
        if (last !== undefined && records.length === span.limit) return { records, cursor: last };
        records.push(record);
        last = key;
      }
      return { records };
    },
  };
}

function isAbout({ alerts }: NoticeRecord, start: string): boolean {
  return alerts.some(({ id }) => id.startsWith(start));
}

function partition(tenant: string, at: number): string {
  return `notices#${tenant}#${isoDay(at)}`;
}

function isoDay(at: number): string {
  return isoTime(at).slice(0, 10);
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}
