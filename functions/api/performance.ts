import * as z from 'zod';

/** One request that was answered. */
export type Performed = {
  /** Method and path as documented: `GET /v1/messages/{id}`. */
  operation: string;
  /** Milliseconds. */
  duration: number;
  status: number;
  /** Epoch milliseconds, wall clock. */
  at: number;
  /** X-Ray's, where there is one. */
  traceId?: string | undefined;
};

export const performanceControlSchema = z.object({
  /** Whether requests are recorded at all. */
  enabled: z.boolean(),
  /** The share of requests that are recorded, from 0 to 1. */
  sampling: z.number().min(0).max(1),
  /** A request that takes longer is kept as a sample, milliseconds. */
  slowMs: z.number().int().positive(),
});
export type PerformanceControl = z.infer<typeof performanceControlSchema>;

/** What was recorded of one operation on one UTC day. `buckets`: how many took at most so many milliseconds, by bound. */
export type OperationSum = {
  operation: string;
  count: number;
  errors: number;
  totalMs: number;
  buckets: Readonly<Record<string, number>>;
};

/** How the API itself performs. */
export type PerformanceLog = {
  record(performed: Performed): Promise<void>;
  /** @param dayStart of a UTC day, epoch milliseconds */
  operations(dayStart: number): Promise<OperationSum[]>;
  /** Newest first. */
  slow(dayStart: number, limit: number): Promise<Performed[]>;
  control(): Promise<PerformanceControl>;
  setControl(control: PerformanceControl): Promise<void>;
};
