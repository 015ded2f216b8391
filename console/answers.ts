import type * as z from 'zod';
import type { aboutSchema, statusSchema } from '../functions/api/answers/about.ts';
import type { alertDetailSchema, alertGraphSchema, alertsSchema, doneSchema } from '../functions/api/answers/alerts.ts';
import type {
  costSchema,
  errorsSchema,
  latencySchema,
  registrationsSchema,
  seriesSchema,
  summarySchema,
  topSchema,
} from '../functions/api/answers/measures.ts';
import type { liveSchema, messagesSchema } from '../functions/api/answers/messages.ts';
import type {
  auditSchema,
  backtestSchema,
  onCallSchema,
  ruleDetailSchema,
  rulesSchema,
  ruleTestSchema,
  silencesSchema,
} from '../functions/api/answers/operations.ts';

export type About = z.infer<typeof aboutSchema>;
export type Status = z.infer<typeof statusSchema>;
export type Alerts = z.infer<typeof alertsSchema>;
export type AlertDetail = z.infer<typeof alertDetailSchema>;
export type AlertGraph = z.infer<typeof alertGraphSchema>;
export type Done = z.infer<typeof doneSchema>;
export type Summary = z.infer<typeof summarySchema>;
export type Series = z.infer<typeof seriesSchema>;
export type Top = z.infer<typeof topSchema>;
export type Errors = z.infer<typeof errorsSchema>;
export type Latency = z.infer<typeof latencySchema>;
export type Cost = z.infer<typeof costSchema>;
export type Registrations = z.infer<typeof registrationsSchema>;
export type Messages = z.infer<typeof messagesSchema>;
export type Live = z.infer<typeof liveSchema>;
export type Silences = z.infer<typeof silencesSchema>;
export type Rules = z.infer<typeof rulesSchema>;
export type RuleDetail = z.infer<typeof ruleDetailSchema>;
export type RuleTest = z.infer<typeof ruleTestSchema>;
export type Backtest = z.infer<typeof backtestSchema>;
export type OnCall = z.infer<typeof onCallSchema>;
export type Audit = z.infer<typeof auditSchema>;
