import * as z from 'zod';
import { matcherSchema } from '../../core/matcher.ts';
import { overridable } from '../../core/override.ts';
import { severities } from '../../core/severity.ts';
import { nextSchema, spanSchema, timeSchema } from '../common.ts';

const severity = z.enum(severities);
const actor = z.object({ name: z.string(), via: z.string() });

export const silenceAnswerSchema = z
  .object({
    id: z.string(),
    state: z.enum(['pending', 'active', 'expired']),
    matchers: z.array(matcherSchema),
    words: z.string().meta({ example: 'campaign="spring-promo"' }),
    startsAt: timeSchema,
    endsAt: timeSchema,
    by: actor,
    comment: z.string(),
  })
  .meta({ id: 'Silence' });

/** `GET /v1/silences` */
export const silencesSchema = z
  .object({ silences: z.array(silenceAnswerSchema), next: nextSchema })
  .meta({ id: 'Silences' });

/** `GET /v1/overrides` */
export const overridesSchema = z
  .object({
    overrides: z.array(
      z.object({
        section: z.enum(overridable),
        value: z.json(),
        by: actor,
        at: timeSchema,
        until: timeSchema.optional(),
        refused: z.string().optional().meta({ description: 'Why it does not apply' }),
      }),
    ),
  })
  .meta({ id: 'Overrides' });

/** `GET /v1/oncall` */
export const onCallSchema = z
  .object({
    at: timeSchema,
    schedules: z.array(
      z.object({
        schedule: z.string(),
        person: z.string().optional(),
        name: z.string().optional(),
        until: timeSchema.optional(),
      }),
    ),
  })
  .meta({ id: 'OnCall' });

/** `GET /v1/audit` */
export const auditSchema = z
  .object({
    records: z.array(
      z.object({
        id: z.string(),
        at: timeSchema,
        by: actor,
        did: z.string(),
        changes: z.array(z.object({ what: z.string(), before: z.string(), after: z.string() })),
        unlisted: z.number().optional(),
      }),
    ),
    next: nextSchema,
  })
  .meta({ id: 'Audit' });

/** `GET /v1/notices` */
export const noticesSchema = z
  .object({
    notices: z.array(
      z.object({
        at: timeSchema,
        channel: z.string(),
        kind: z.string(),
        reason: z.string(),
        severity,
        outcome: z.string(),
        error: z.string().optional(),
        attempts: z.number(),
        alerts: z.array(z.object({ rule: z.string(), id: z.string() })),
        alertCount: z.number(),
      }),
    ),
    next: nextSchema,
  })
  .meta({ id: 'Notices' });

export const ruleAnswerSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    summary: z.string(),
    impact: z.string().optional(),
    runbook: z.string().optional(),
    enabled: z.boolean(),
    by: z.array(z.string()).meta({ description: 'Its alerts are told apart by these labels' }),
    everyMs: z.number(),
    levels: z.array(z.object({ severity, threshold: z.string().optional(), forMs: z.number() })),
    overridden: z.boolean(),
    firing: z.number(),
    pending: z.number(),
    last: z
      .object({ at: timeSchema, valueText: z.string().optional(), labels: z.record(z.string(), z.string()) })
      .optional()
      .meta({ description: 'The worst of what its alerts saw last' }),
  })
  .meta({ id: 'Rule' });

/** `GET /v1/rules` */
export const rulesSchema = z
  .object({ rules: z.array(ruleAnswerSchema), lastTick: timeSchema.optional() })
  .meta({ id: 'Rules' });

/** `GET /v1/rules/{id}`: `settings` as they stand in the configuration, what was overridden among them. */
export const ruleDetailSchema = ruleAnswerSchema
  .extend({
    settings: z.record(z.string(), z.json()),
    override: z
      .object({
        value: z.record(z.string(), z.json()),
        refused: z.string().optional().meta({ description: 'Why it does not apply' }),
      })
      .optional()
      .meta({ description: 'What is replaced at run time, and with `until` until when' }),
  })
  .meta({ id: 'RuleDetail' });

const judgedSchema = z.object({
  labels: z.record(z.string(), z.string()),
  verdicts: z.partialRecord(severity, z.enum(['bad', 'good', 'unknown'])),
  value: z.number().optional(),
  valueText: z.string().optional(),
  sample: z.number(),
  failures: z.number(),
});

/** `POST /v1/rules/{id}/test`: the rule judged now, and nothing changed; or a test notice sent. */
export const ruleTestSchema = z
  .object({
    rule: z.string(),
    at: timeSchema,
    series: z.array(judgedSchema),
    sent: z
      .array(z.object({ channel: z.string(), outcome: z.string(), why: z.string().optional() }))
      .optional()
      .meta({ description: 'To which channels a test notice went, if that was asked for' }),
  })
  .meta({ id: 'RuleTest' });

const storySchema = z.object({
  firings: z.number(),
  firingMinutes: z.number(),
  firstFiring: timeSchema.optional(),
  calmed: z.number(),
  stillFiring: z.boolean(),
  noticesSent: z.number(),
});

/** `POST /v1/rules/{id}/backtest`: when the rule would have fired. */
export const backtestSchema = z
  .object({
    rule: z.string(),
    span: spanSchema,
    interrupted: z.boolean().meta({ description: 'Time ran out: the span ends where it stopped' }),
    story: storySchema,
    transitions: z.array(
      z.object({
        at: timeSchema,
        labels: z.record(z.string(), z.string()),
        state: z.enum(['inactive', 'pending', 'firing']),
        severity: severity.optional(),
        value: z.number().optional(),
      }),
    ),
    sweep: z.array(
      z.object({
        value: z.union([z.string(), z.number()]),
        story: storySchema.optional(),
        infeasible: z.string().optional(),
      }),
    ),
    notes: z.array(z.string()),
    reads: z.number(),
  })
  .meta({ id: 'Backtest' });
