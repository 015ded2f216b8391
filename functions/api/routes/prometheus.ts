import * as z from 'zod';
import { tenantAlerts } from '../../act/tenant-alerts.ts';
import { localMonthStart } from '../../core/calendar.ts';
import { measure } from '../../core/counter.ts';
import { hour } from '../../core/time.ts';
import { readBuckets } from '../../query/read-buckets.ts';
import { totals } from '../../query/totals.ts';
import type { Caller } from '../access/caller.ts';
import type { ApiDeps } from '../api-deps.ts';
import { type Endpoint, endpoint, ok } from '../endpoint.ts';
import { exposition, expositionType } from '../prometheus/exposition.ts';
import { countersOf, type Scraped, stateOf, trafficOf } from '../prometheus/scraped.ts';

export const prometheusEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/health/prometheus',
      scope: 'read',
      tag: 'Health',
      summary:
        'What is counted, what fires and how Wirewatch is, for Prometheus; of every tenant that the token may see',
      description: 'Text exposition 0.0.4. Counters never fall: they are kept apart from the buckets, which expire.',
      contentType: expositionType,
      answer: z.string(),
    },
    async (_, { caller, deps }) => {
      const scraped = await Promise.all(tenantsOf(caller, deps).map((tenant) => scrape(tenant, deps)));
      return ok(exposition([...countersOf(scraped), ...trafficOf(scraped), ...(await stateOf(scraped, deps))]));
    },
  ),
];

function tenantsOf({ tenant }: Caller, { config }: ApiDeps): string[] {
  return tenant === undefined ? Object.keys(config.tenants) : [tenant];
}

async function scrape(tenant: string, deps: ApiDeps): Promise<Scraped> {
  const { act, health, config } = deps;
  const [running, alerts, providers] = await Promise.all([
    deps.runningTotals(tenant),
    tenantAlerts(tenant, { config, alertsOfRule: act.alertsOfRule }),
    health.providers(tenant),
  ]);
  const names = [
    ...new Set([...running.map(({ provider }) => provider), ...providers.map(({ provider }) => provider)]),
  ];
  const traffic = await Promise.all(names.map((provider) => trafficIn(tenant, provider, deps)));
  return { tenant, running, alerts, providers, traffic };
}

/** What started in the last hour and ended since, and what this month has cost. */
async function trafficIn(
  tenant: string,
  provider: string,
  { history, now }: ApiDeps,
): Promise<Scraped['traffic'][number]> {
  const scope = { tenant, dimension: 'provider', value: provider } as const;
  const to = now();
  const zone = history.tenants[tenant]?.timeZone ?? 'UTC';
  const [reading, month] = await Promise.all([
    readBuckets({ ...scope, from: to - hour, to }, 'minute', history),
    totals({ ...scope, from: localMonthStart(zone, to), to }, history),
  ]);
  return { provider, reading, monthMicros: measure(month.measures, 'o.costMicros') };
}
