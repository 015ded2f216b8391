import * as z from 'zod';
import { channelSettings } from '../channels/index.ts';
import { severities } from '../core/severity.ts';
import { webhookSuffixes } from '../core/webhook.ts';
import { ruleSettings } from '../rules/index.ts';
import { evaluationSettings } from './evaluation-settings.ts';
import {
  enrichSettings,
  expirySettings,
  inboundSettings,
  limitSettings,
  rateCardSettings,
  retentionSettings,
} from './history-settings.ts';
import { reportSettings } from './report-settings.ts';

const nameForm = 'a name has lower-case letters, digits and hyphens';
const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, nameForm);

function byName<Schema extends z.ZodType>(schema: Schema) {
  return z.record(name, schema, { error: ({ code }) => (code === 'invalid_key' ? nameForm : undefined) });
}

const timeZone = z.string().refine(isTimeZone, 'is no IANA time zone, such as America/New_York');

function isTimeZone(text: string): boolean {
  return Intl.supportedValuesOf('timeZone').includes(text) || text === 'UTC';
}

function noSuffix(tenants: Readonly<Record<string, unknown>>): boolean {
  return !webhookSuffixes.some((suffix) => Object.hasOwn(tenants, suffix));
}

const tenantSchema = z.strictObject({
  timeZone: timeZone.default('UTC'),
  /** Providers' account ids that belong to the tenant; empty: any that signs correctly. */
  accounts: z.array(z.string()).default([]),
  inbound: inboundSettings.prefault({}),
});

const routeSchema = z.strictObject({
  match: z
    .strictObject({
      severity: z.enum(severities).optional(),
      rule: z.string().optional(),
      tenant: z.string().optional(),
    })
    .default({}),
  to: z.array(name).min(1),
  /** Go on to the next route after this one has matched. */
  continue: z.boolean().default(false),
});

const stageSchema = z.strictObject({
  publicUrl: z.url().optional(),
  account: z.string().optional(),
  region: z.string().optional(),
  /** Receives the alarms on Wirewatch's own failures. */
  alarmEmail: z.email().optional(),
});

export const configSchema = z.strictObject({
  stages: byName(stageSchema).default({ prod: {} }),
  /** The base of the webhook URLs given to providers; default: the API's own address. */
  publicUrl: z.url().optional(),
  tenants: byName(tenantSchema)
    .refine(noSuffix, `${webhookSuffixes.join(', ')} are kept for webhook URLs`)
    .prefault({ main: {} }),
  rules: z.array(ruleSettings),
  evaluation: evaluationSettings.prefault({}),
  routes: z.array(routeSchema).default([]),
  channels: byName(channelSettings).default({}),
  retention: retentionSettings.prefault({}),
  limits: limitSettings.prefault({}),
  rateCards: z.array(rateCardSettings).default([]),
  expiry: expirySettings.prefault({}),
  enrich: enrichSettings.prefault({}),
  reports: reportSettings.prefault({}),
  /** Shown in alerts. */
  links: z.strictObject({ dashboard: z.url().optional(), runbook: z.url().optional() }).default({}),
});

/** The configuration as a team writes it. */
export type ConfigInput = z.input<typeof configSchema>;
/** The configuration with its defaults filled in: plain JSON, bundled into the functions. */
export type Config = z.output<typeof configSchema>;
export type RuleSettings = Config['rules'][number];
