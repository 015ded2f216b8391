import * as z from 'zod';
import type { OverrideAction } from '../../act/act-request.ts';
import { parseDuration, second } from '../../core/time.ts';
import { ruleKinds } from '../../rules/index.ts';
import { actFor } from '../act-for.ts';
import { type DoneAnswer, doneSchema } from '../answers/alerts.ts';
import { backtestSchema, ruleDetailSchema, rulesSchema, ruleTestSchema } from '../answers/operations.ts';
import { iso, rangeOf, rangeQuery } from '../common.ts';
import { type Context, type Endpoint, endpoint, type Outcome, ok } from '../endpoint.ts';
import { nameQuery } from '../known-name.ts';
import { backtestRule } from '../rules/backtest-rule.ts';
import { ruleAnswer, ruleDetail } from '../rules/rule-answer.ts';
import { alertsByRule, isProblem, readRules, ruleIn } from '../rules/rule-book.ts';
import { testRule } from '../rules/test-rule.ts';

const tag = 'Rules';
const params = z.object({ id: z.string().min(1).max(64).meta({ description: 'The id of a rule' }) });
const none = z.strictObject({});

/** The HTTP API waits for 30 s. */
const longestBacktest = 20 * second;

const rulesQuery = z.strictObject({
  enabled: z
    .enum(['true', 'false'], 'write true or false')
    .optional()
    .meta({ description: 'Only those that are on, or off' }),
  kind: nameQuery('kind of rule', Object.keys(ruleKinds)).optional(),
});

const overrideBody = z.strictObject({
  value: z.record(z.string(), z.json()).meta({
    description: 'The settings that are replaced, as the configuration would have them; all others are as deployed',
    example: { enabled: false },
  }),
  for: z
    .string()
    .regex(/^[1-9]\d{0,5}[mhd]$/, 'write a duration such as 30m, 4h or 2d')
    .optional()
    .meta({ description: 'For how long; default: until it is removed', example: '1h' }),
});

const backtestBody = z.strictObject({
  ...rangeQuery,
  sweep: z.string().max(200).optional().meta({
    description: 'A setting and what is tried of it: `threshold=85%..95%`, `minSamples=20,50,100`',
  }),
  step: z.string().max(20).optional().meta({ description: 'Of a sweep’s range; default: a tenth of it' }),
});

export const rulesEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      ...{ method: 'GET', path: '/v1/rules', scope: 'read', tag },
      summary: 'The rules as they are judged now, how many alerts of each fire, and what they saw last',
      query: rulesQuery,
      answer: rulesSchema,
    },
    async ({ query }, context) => ok(await listRules(query, context)),
  ),
  endpoint(
    {
      ...{ method: 'GET', path: '/v1/rules/{id}', scope: 'read', tag },
      summary: 'A rule with all its settings, and what of them is overridden',
      ...{ params, query: none },
      answer: ruleDetailSchema,
    },
    async ({ params: { id } }, context) => showRule(id, context),
  ),
  endpoint(
    {
      ...{ method: 'POST', path: '/v1/rules/{id}/test', scope: 'read', tag },
      summary: 'Judge a rule now, whether it is on or off; nothing is changed',
      description: 'With `notify`, the channels that its alerts would take get a notice that says it is a test.',
      ...{ params, query: none },
      body: z.strictObject({ notify: z.boolean().default(false).meta({ description: 'Takes the scope "operate"' }) }),
      answer: ruleTestSchema,
    },
    async ({ params: { id }, body: { notify } }, context) => {
      const book = await readRules(context);
      const rule = ruleIn(book, id);
      return isProblem(rule) ? rule : testRule({ rule, book, notify }, context);
    },
  ),
  endpoint(
    {
      ...{ method: 'POST', path: '/v1/rules/{id}/backtest', scope: 'read', tag },
      summary: 'When a rule would have fired in a time of which the minutes are kept, and with other settings',
      description: 'It stops after 20 s: then `interrupted` says so, and the span ends where it stopped.',
      ...{ params, query: none },
      body: backtestBody,
      answer: backtestSchema,
    },
    async ({ params: { id }, body }, context) => backtested(id, body, context),
  ),
  endpoint(
    {
      ...{ method: 'PUT', path: '/v1/rules/{id}/override', scope: 'operate', tag },
      summary:
        'Replace settings of a rule from the next tick on; those that were replaced before and are not named are as deployed again',
      ...{ params, query: none },
      body: overrideBody,
      answer: doneSchema,
    },
    async ({ params: { id: rule }, body }, context) => {
      const lasts = body.for === undefined ? undefined : parseDuration(body.for);
      const action = { do: 'override-rule', rule, settings: body.value } as const;
      return change(rule, { ...action, ...(lasts !== undefined && { for: lasts }) }, context);
    },
  ),
  endpoint(
    {
      ...{ method: 'DELETE', path: '/v1/rules/{id}/override', scope: 'operate', tag },
      summary: 'Give a rule back: it is as deployed again',
      ...{ params, query: none },
      answer: doneSchema,
    },
    async ({ params: { id: rule } }, context) => change(rule, { do: 'restore-rule', rule }, context),
  ),
];

async function listRules({ enabled, kind }: z.infer<typeof rulesQuery>, context: Context) {
  const [book, alerts, lastTick] = await Promise.all([
    readRules(context),
    alertsByRule(context),
    context.deps.health.lastTick(),
  ]);
  const rules = book.rules
    .filter((rule) => enabled === undefined || rule.enabled === (enabled === 'true'))
    .filter((rule) => kind === undefined || rule.kind === kind)
    .map((rule) => ruleAnswer(rule, alerts.get(rule.id) ?? [], book));
  return { rules, ...(lastTick !== undefined && { lastTick: iso(lastTick) }) };
}

async function showRule(id: string, context: Context): Promise<Outcome<z.infer<typeof ruleDetailSchema>>> {
  const [book, alerts] = await Promise.all([readRules(context), context.deps.act.alertsOfRule(context.tenant, id)]);
  const rule = ruleIn(book, id);
  return isProblem(rule) ? rule : ok(ruleDetail(rule, alerts, book));
}

async function backtested(id: string, { sweep, step, ...range }: z.infer<typeof backtestBody>, context: Context) {
  const span = rangeOf(range, context);
  if ('kind' in span) return span;
  const book = await readRules(context);
  const rule = ruleIn(book, id);
  if (isProblem(rule)) return rule;
  const signal = AbortSignal.timeout(longestBacktest);
  return backtestRule({ rule: id, book, range: span, sweep, step, signal }, context);
}

/** A rule that is gone from the configuration may be given back too. */
async function change(id: string, action: OverrideAction, context: Context): Promise<Outcome<DoneAnswer>> {
  const book = await readRules(context);
  const rule = ruleIn(book, id);
  if (isProblem(rule) && !Object.hasOwn(book.overrides, id)) return rule;
  return actFor(context, action, `rule ${id}`);
}
