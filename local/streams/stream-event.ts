import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Committed } from './stream-lines.ts';

/** What Lambda hands to a consumer of a DynamoDB stream; the window only where the consumer asked for one. */
export type StreamEvent = DynamoDBStreamEvent & {
  shardId?: string;
  window?: { start: string; end: string };
  state?: Record<string, unknown>;
  isFinalInvokeForWindow?: boolean;
  isWindowTerminatedEarly?: boolean;
  eventSourceARN?: string;
};

const firstSequence = 100_000_000_000_000_000_000n;

/** Decimal, all of the same length, rising in each shard. */
function sequenceText(sequence: number): string {
  return String(firstSequence + BigInt(sequence));
}

/** The inverse of {@link sequenceText}. */
export function sequenceOf(text: string): number {
  return Number(BigInt(text) - firstSequence);
}

export function shardId(table: string, shard: number): string {
  return `shardId-00000001700000000000-${table}-${shard}`;
}

export function streamArn(table: string): string {
  return `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/local`;
}

/** A committed write as Lambda sees it. */
export function streamRecord(record: Committed): DynamoDBRecord {
  return {
    eventID: `${record.table}-${record.sequence}`,
    eventName: eventName(record),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'us-east-1',
    eventSourceARN: streamArn(record.table),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(record.at / 1000),
      Keys: record.keys,
      ...(record.new && { NewImage: record.new }),
      ...(record.old && { OldImage: record.old }),
      SequenceNumber: sequenceText(record.sequence),
      SizeBytes: 0,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  };
}

function eventName(record: Committed): 'INSERT' | 'MODIFY' | 'REMOVE' {
  if (record.old === undefined) return 'INSERT';
  return record.new === undefined ? 'REMOVE' : 'MODIFY';
}
