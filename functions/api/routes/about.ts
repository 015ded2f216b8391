import * as z from 'zod';
import { webhookProviders } from '../../providers/index.ts';
import { aboutSchema } from '../answers/about.ts';
import { iso } from '../common.ts';
import { type Context, type Endpoint, endpoint, ok } from '../endpoint.ts';
import document from '../openapi.json' with { type: 'json' };
import { webhookUrls } from '../webhook-urls.ts';

export const aboutEndpoints: readonly Endpoint[] = [
  endpoint(
    {
      method: 'GET',
      path: '/v1/about',
      scope: 'read',
      tag: 'About',
      summary: 'Who asks, and what there is: tenants, providers, the webhook URLs to give to them',
      answer: aboutSchema,
    },
    async (_, context) => ok(aboutOf(context)),
  ),
  endpoint(
    {
      method: 'GET',
      path: '/openapi.json',
      scope: 'open',
      tag: 'About',
      summary: 'This description',
      answer: z.looseObject({ openapi: z.string() }),
    },
    async () => ok(document),
  ),
];

function aboutOf({ caller, deps }: Context) {
  const { stage, version, config, dashboardUrl, runbookUrl } = deps;
  const mine = Object.entries(config.tenants).filter(([name]) => caller.tenant === undefined || caller.tenant === name);
  const names = mine.map(([name]) => name);
  return {
    stage,
    version,
    now: iso(deps.now()),
    caller: { name: caller.name, scopes: caller.scopes, tenant: caller.tenant },
    tenants: mine.map(([name, { timeZone }]) => ({ name, timeZone })),
    providers: [...webhookProviders.keys()],
    webhooks: webhookUrls(names, deps.webhookBase),
    links: { dashboard: dashboardUrl, runbook: runbookUrl },
  };
}
