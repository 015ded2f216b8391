import * as z from 'zod';

/** One request that was answered. */
export const performedSchema = z.object({
  /** Method and path as documented: `GET /v1/messages/{id}`. */
  operation: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  status: z.number(),
  /** Epoch milliseconds, wall clock. */
  at: z.number(),
  /** X-Ray's, where there is one. */
  traceId: z.string().optional(),
});
export type Performed = z.infer<typeof performedSchema>;

export const performanceControlSchema = z.strictObject({
  /** Whether requests are recorded at all. */
  enabled: z.boolean(),
  /** The share of requests that are recorded, from 0 to 1. */
  sampling: z.number().min(0).max(1),
  /** A request that takes longer is kept as a sample, milliseconds. */
  slowMs: z.number().int().positive(),
});
export type PerformanceControl = z.infer<typeof performanceControlSchema>;

export const usualControl: PerformanceControl = { enabled: true, sampling: 1, slowMs: 1000 };

/** Upper bounds of the histogram's buckets, milliseconds; what takes longer than the last is `more` (M-02). */
export const performanceBounds = [100, 500, 1000, 2000, 5000, 10_000, 30_000] as const;

/** What was recorded of one operation on one UTC day. `buckets`: how many took at most so many milliseconds, by bound. */
export type OperationSum = {
  operation: string;
  count: number;
  /** Answered with 500 or above. */
  errors: number;
  totalMs: number;
  buckets: Readonly<Record<string, number>>;
};
