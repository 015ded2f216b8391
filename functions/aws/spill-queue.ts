import { randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { type SpilledRequest, spilledRequestSchema, spilledText } from '../core/spilled-request.ts';

/** A queue message holds 256 KiB; base64 and JSON need room. */
const largestMessage = 192 * 1024;

const pointerSchema = z.object({ spilledTo: z.string() });

type SpillStore = { sqs: SQSClient; s3: S3Client; queueUrl: string; bucket: string };

/** Puts a request into the spill queue, by way of S3 if it is large. Throws if neither takes it. */
export function spillWriter({ sqs, s3, queueUrl, bucket }: SpillStore): (spilled: SpilledRequest) => Promise<void> {
  return async (spilled) => {
    const text = spilledText(spilled);
    const MessageBody = text.length <= largestMessage ? text : await toBucket(s3, bucket, text);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody }));
  };
}

async function toBucket(s3: S3Client, bucket: string, text: string): Promise<string> {
  const Key = `spill/${randomUUID()}.json`;
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: text, ContentType: 'application/json' }));
  return JSON.stringify({ spilledTo: Key });
}

/** Reads a spill message back. @throws if the message or the object it points to cannot be read */
export function spillReader({
  s3,
  bucket,
}: Pick<SpillStore, 's3' | 'bucket'>): (body: string) => Promise<SpilledRequest> {
  return async (body) => {
    const message: unknown = JSON.parse(body);
    const pointer = pointerSchema.safeParse(message);
    if (!pointer.success) return spilledRequestSchema.parse(message);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: pointer.data.spilledTo }));
    return spilledRequestSchema.parse(JSON.parse((await Body?.transformToString()) ?? 'null'));
  };
}
