import * as z from 'zod';
import type { RuleSettings } from '../../config/schema.ts';
import { severities } from '../../core/severity.ts';
import { minute, minuteStart } from '../../core/time.ts';
import { countedBefore } from '../../evaluate/rule-test/traffic.ts';
import { timeSchema } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { givenSources } from '../rules/given-sources.ts';
import { type RuleAnswer, ruleAnswer } from '../rules/rule-answer.ts';
import { alertsByRule, isProblem, readRules, ruleIn } from '../rules/rule-book.ts';
import { testRule } from '../rules/test-rule.ts';

const tag = 'In other shapes';
const none = z.strictObject({});
const severity = z.enum(severities);

const ruleRowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    kind: z.string(),
    enabled: z.boolean(),
    severity: severity.nullable().meta({ description: 'The worst that it has' }),
    conditions: z.array(z.string()).meta({ example: ['critical: threshold 90 %'] }),
    state: z.enum(['disabled', 'inactive', 'pending', 'firing']),
    last_value: z.string().nullable().meta({ description: 'What its worst alert saw last; null: it has none' }),
    last_evaluated: timeSchema.nullable(),
    cooldown_minutes: z.number(),
    overridden: z.boolean(),
  })
  .meta({ id: 'RuleRow' });

const rowsSchema = z
  .object({ success: z.literal(true), count: z.number(), rules: z.array(ruleRowSchema) })
  .meta({ id: 'RuleRows' });

const testedSchema = z
  .object({
    success: z.literal(true),
    rule_id: z.string(),
    evaluated_at: timeSchema,
    triggered: z.boolean(),
    severity: severity.nullable(),
    results: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        triggered: z.boolean(),
        verdicts: z.partialRecord(severity, z.string()),
        value: z.number().nullable(),
        sample: z.number(),
        failures: z.number(),
      }),
    ),
    notifications: z.array(z.object({ channel: z.string(), status: z.string(), error: z.string().nullable() })),
  })
  .meta({ id: 'RuleTested' });

const testBody = z.strictObject({
  notify: z.boolean().default(false).meta({ description: 'Sends a test notice where its alerts would go' }),
  values: z
    .array(countedBefore(minute))
    .max(100)
    .optional()
    .meta({
      description:
        'Judges these instead of what is counted: labels, and beside them how many of what in each minute; `since` says for how many minutes, default 1m',
      example: [{ labels: { provider: 'telnyx' }, delivered: 80, failed: 20, since: '15m' }],
    }),
  gauges: z.record(z.string(), z.number()).optional().meta({ description: 'Likewise, of gauges' }),
});

export const monitoringRulesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...{ method: 'GET', path: '/monitoring/rules', scope: 'read', tag },
      summary: 'The rules, how they stand and what they saw last',
      query: none,
      answer: rowsSchema,
    },
    async (_, context) => ok(await ruleRows(context)),
  ),
  endpoint(
    {
      ...{ method: 'POST', path: '/monitoring/test/{ruleId}', scope: 'read', tag },
      summary: 'Judge a rule now, or by given values; send a test notice if asked to',
      params: z.object({ ruleId: z.string().min(1).max(64).meta({ description: 'The id of a rule' }) }),
      query: none,
      body: testBody,
      answer: testedSchema,
    },
    async ({ params, body }, context) => tested(params.ruleId, body, context),
  ),
];

async function ruleRows(context: Context): Promise<z.infer<typeof rowsSchema>> {
  const [book, alerts] = await Promise.all([readRules(context), alertsByRule(context)]);
  const rules = book.rules.map((rule) => rowOf(rule, ruleAnswer(rule, alerts.get(rule.id) ?? [], book)));
  return { success: true, count: rules.length, rules };
}

function rowOf({ cooldown }: RuleSettings, answer: RuleAnswer): z.infer<typeof ruleRowSchema> {
  const { id, kind, summary, impact, enabled, levels, last, overridden } = answer;
  return {
    ...{ id, name: summary, description: impact ?? null, kind, enabled },
    severity: levels[0]?.severity ?? null,
    conditions: levels.map((level) => `${level.severity}: ${level.threshold ?? 'whenever it is so'}`),
    state: stateOf(answer),
    last_value: last?.valueText ?? null,
    last_evaluated: last?.at ?? null,
    cooldown_minutes: cooldown / minute,
    overridden,
  };
}

function stateOf({ enabled, firing, pending }: RuleAnswer): z.infer<typeof ruleRowSchema>['state'] {
  if (firing > 0) return 'firing';
  if (pending > 0) return 'pending';
  return enabled ? 'inactive' : 'disabled';
}

async function tested(
  id: string,
  { notify, values, gauges }: z.infer<typeof testBody>,
  context: Context,
): Promise<Outcome<z.infer<typeof testedSchema>>> {
  const { tenant, zone, deps } = context;
  const book = await readRules(context);
  const rule = ruleIn(book, id);
  if (isProblem(rule)) return rule;
  const isGiven = values !== undefined || gauges !== undefined;
  const end = minuteStart(deps.now()) - rule.settle;
  const sources = isGiven ? givenSources({ tenant, zone, end, values: values ?? [], gauges: gauges ?? {} }) : undefined;
  const outcome = await testRule({ rule, book, notify, sources }, context);
  if (outcome.kind === 'problem') return outcome;
  const { at, series, sent = [] } = outcome.body;
  const worst = severities.find((one) => series.some(({ verdicts }) => verdicts[one] === 'bad'));
  return ok({
    success: true as const,
    rule_id: id,
    evaluated_at: at,
    triggered: worst !== undefined,
    severity: worst ?? null,
    results: series.map(({ labels, verdicts, value, sample, failures }) => {
      const triggered = Object.values(verdicts).includes('bad');
      return { labels, triggered, verdicts, value: value ?? null, sample, failures };
    }),
    notifications: sent.map(({ channel, outcome: status, why }) => ({ channel, status, error: why ?? null })),
  });
}
