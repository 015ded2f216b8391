import type * as z from 'zod';
import type { AlertAnswer, alertsSchema } from '../api/answers/alerts.ts';
import type {
  costSchema,
  errorsSchema,
  latencySchema,
  RowAnswer,
  registrationsSchema,
  summarySchema,
  TallyAnswer,
  topSchema,
} from '../api/answers/measures.ts';

export type { AlertAnswer, RowAnswer, TallyAnswer };
export type AlertsAnswer = z.infer<typeof alertsSchema>;
export type CostAnswer = z.infer<typeof costSchema>;
export type ErrorsAnswer = z.infer<typeof errorsSchema>;
export type LatencyAnswer = z.infer<typeof latencySchema>;
export type RegistrationsAnswer = z.infer<typeof registrationsSchema>;
export type SummaryAnswer = z.infer<typeof summarySchema>;
/** Of carriers, campaigns or any other dimension. */
export type TopAnswer = z.infer<typeof topSchema>;
