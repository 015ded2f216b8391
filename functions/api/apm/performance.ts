import type { OperationSum, PerformanceControl, Performed } from '../../core/performance.ts';

/** How the API itself performs. */
export type PerformanceLog = {
  /** Keeps a sample too of what was slower than `slowMs`. */
  record(performed: Performed, slowMs: number): Promise<void>;
  /** @param dayStart of a UTC day, epoch milliseconds */
  operations(dayStart: number): Promise<OperationSum[]>;
  /** Newest first. */
  slow(dayStart: number, limit: number): Promise<Performed[]>;
  control(): Promise<PerformanceControl>;
  setControl(control: PerformanceControl): Promise<void>;
};
