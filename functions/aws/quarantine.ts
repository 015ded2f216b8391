import { randomUUID } from 'node:crypto';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { bucketText } from '../core/time.ts';

type Quarantined = { tenant: string; provider: string; body: Buffer; receivedAt: number };

/** Keeps what is authentic and cannot be read, encrypted, for 7 days; the object's name tells whose and when. */
export function quarantineWriter(
  s3: S3Client,
  bucket: string,
): (quarantined: Quarantined, why: string) => Promise<void> {
  return async ({ tenant, provider, body, receivedAt }, why) => {
    const Key = `quarantine/${tenant}/${provider}/${bucketText(receivedAt)}-${randomUUID()}`;
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: body, Metadata: { why: headerText(why) } }));
  };
}

/** Metadata travels in HTTP headers, and 2 KB of them. */
function headerText(text: string): string {
  return text.replace(/[^ -~]/g, '?').slice(0, 1000);
}
