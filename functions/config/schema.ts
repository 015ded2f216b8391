import * as z from 'zod';
import { channelSettings } from '../channels/index.ts';
import { webhookSuffixes } from '../core/webhook.ts';
import { ruleSettings } from '../rules/index.ts';
import { actionSettings } from './action-settings.ts';
import { apiSettings } from './api-settings.ts';
import { escalationSettings } from './escalation-settings.ts';
import { evaluationSettings } from './evaluation-settings.ts';
import { handlingSettings } from './handling-settings.ts';
import {
  enrichSettings,
  expirySettings,
  inboundSettings,
  limitSettings,
  rateCardSettings,
  retentionSettings,
} from './history-settings.ts';
import { intervalSettings } from './interval-settings.ts';
import { byName } from './names.ts';
import { onCallSettings } from './on-call-settings.ts';
import { inhibitSettings, maintenanceSettings } from './quiet-settings.ts';
import { reportSettings } from './report-settings.ts';
import { routeSettings } from './route-settings.ts';
import { timeZone } from './time-zone.ts';

function noSuffix(tenants: Readonly<Record<string, unknown>>): boolean {
  return !webhookSuffixes.some((suffix) => Object.hasOwn(tenants, suffix));
}

const tenantSchema = z.strictObject({
  timeZone: timeZone.default('UTC'),
  /** Providers' account ids that belong to the tenant; empty: any that signs correctly. */
  accounts: z.array(z.string()).default([]),
  inbound: inboundSettings.prefault({}),
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
  routes: z.array(routeSettings).default([]),
  /** Times that come again, for routes and maintenance windows. */
  intervals: byName(intervalSettings).default({}),
  maintenance: z.array(maintenanceSettings).default([]),
  inhibit: z.array(inhibitSettings).default([]),
  channels: byName(channelSettings).default({}),
  actions: actionSettings.prefault({}),
  acknowledge: handlingSettings.prefault({}),
  escalations: byName(escalationSettings).default({}),
  onCall: onCallSettings.prefault({}),
  retention: retentionSettings.prefault({}),
  limits: limitSettings.prefault({}),
  rateCards: z.array(rateCardSettings).default([]),
  expiry: expirySettings.prefault({}),
  enrich: enrichSettings.prefault({}),
  reports: reportSettings.prefault({}),
  api: apiSettings.prefault({}),
  /** Shown in alerts. */
  links: z.strictObject({ dashboard: z.url().optional(), runbook: z.url().optional() }).default({}),
});

/** The configuration as a team writes it. */
export type ConfigInput = z.input<typeof configSchema>;
/** The configuration with its defaults filled in: plain JSON, bundled into the functions. */
export type Config = z.output<typeof configSchema>;
export type RuleSettings = Config['rules'][number];
