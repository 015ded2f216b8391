import * as z from 'zod';

const eventSchema = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });

export type BatchResult = { batchItemFailures: { itemIdentifier: string }[] };

/** Handles each message of an SQS batch by itself; those that throw, and only those, come again. */
export async function eachMessage(
  event: unknown,
  handle: (body: string) => Promise<unknown>,
  onFailure: (messageId: string, error: unknown) => void,
): Promise<BatchResult> {
  const { Records } = eventSchema.parse(event);
  const results = await Promise.allSettled(Records.map((record) => handle(record.body)));
  const batchItemFailures = Records.flatMap(({ messageId }, index) => {
    const result = results[index];
    if (result?.status !== 'rejected') return [];
    onFailure(messageId, result.reason);
    return [{ itemIdentifier: messageId }];
  });
  return { batchItemFailures };
}
