import type * as z from 'zod';
import { alertsSchema } from '../api/answers/alerts.ts';
import {
  campaignsSchema,
  costSchema,
  errorsSchema,
  latencySchema,
  registrationsSchema,
  summarySchema,
  topSchema,
} from '../api/answers/measures.ts';
import type { ReadDeps } from '../api/api-deps.ts';
import type { Context, Endpoint } from '../api/endpoint.ts';
import type { Problem } from '../api/problem.ts';
import { costEndpoint } from '../api/routes/cost.ts';
import { errorsEndpoint } from '../api/routes/errors.ts';
import { latencyEndpoint } from '../api/routes/latency.ts';
import { listAlertsEndpoint } from '../api/routes/list-alerts.ts';
import { registrationsEndpoint } from '../api/routes/registrations.ts';
import { summaryEndpoint } from '../api/routes/summary.ts';
import { campaignsEndpoint, topEndpoint } from '../api/routes/top.ts';
import type { Html } from '../core/html.ts';
import { alertsView } from '../views/alerts-view.ts';
import { campaignsView } from '../views/campaigns-view.ts';
import { carriersView } from '../views/carriers-view.ts';
import { costView } from '../views/cost-view.ts';
import { errorsView } from '../views/errors-view.ts';
import { latencyView } from '../views/latency-view.ts';
import { registrationsView } from '../views/registrations-view.ts';
import { tilesView } from '../views/tiles-view.ts';
import type { ViewTools } from '../views/view.ts';
import type { Drawing } from './fitted.ts';
import { alertsOf, carriersOf, errorsOf, registrationsOf } from './of-provider.ts';
import type { widgetNames } from './widget-event.ts';

/** What is shown of what. `range`: `from` and `to`. */
export type Shown = { range: Query; provider?: string | undefined; tools: ViewTools };
type Widget = (shown: Shown, context: Context<ReadDeps>) => Promise<({ kind: 'drawing' } & Drawing) | Problem>;

/** Rows beyond these are more than anybody reads in a widget. */
const mostRows = 50;
/** One provider's rows stand among those of all. */
const mostOfAll = 200;

/** Each shows what an endpoint of the API answers. */
export const widgets: Readonly<Record<(typeof widgetNames)[number], Widget>> = {
  alerts: widget(listAlertsEndpoint, alertsSchema, limited, (answer, { tools, provider }) => {
    const ours = alertsOf(provider, answer);
    return rows(ours.alerts, (alerts) => alertsView({ ...ours, alerts }, tools));
  }),
  carriers: widget(topEndpoint, topSchema, ofCarriers, (answer, { tools, provider }) => {
    const ours = carriersOf(provider, answer);
    return rows(ours.rows, (some) => carriersView({ ...ours, rows: some }, tools));
  }),
  errors: widget(errorsEndpoint, errorsSchema, limitedRange, (answer, { tools, provider }) => {
    const ours = errorsOf(provider, answer);
    return rows(ours.rows, (some) => errorsView({ ...ours, rows: some }, tools));
  }),
  campaigns: widget(campaignsEndpoint, campaignsSchema, limitedRange, (answer, { tools }) =>
    rows(answer.rows, (some) => campaignsView({ ...answer, rows: some }, tools)),
  ),
  latency: widget(latencyEndpoint, latencySchema, scoped, (answer, { tools }) => whole(latencyView(answer, tools))),
  registrations: widget(registrationsEndpoint, registrationsSchema, limited, (answer, { tools, provider }) => {
    const ours = registrationsOf(provider, answer);
    return rows(ours.registrations, (registrations) => registrationsView({ ...ours, registrations }, tools));
  }),
  cost: widget(
    costEndpoint,
    costSchema,
    () => ({}),
    (answer, { tools }) => whole(costView(answer, tools)),
  ),
  tiles: widget(summaryEndpoint, summarySchema, scoped, (answer, { tools }) => whole(tilesView(answer, tools))),
};

type Query = Readonly<Record<string, string>>;

function widget<Answer>(
  endpoint: Endpoint<ReadDeps>,
  schema: z.ZodType<Answer>,
  query: (shown: Shown) => Query,
  draw: (answer: Answer, shown: Shown) => Drawing,
): Widget {
  return async (shown, context) => {
    const outcome = await endpoint.run({ params: {}, query: query(shown), body: undefined }, context);
    if (outcome.kind === 'problem') return outcome;
    return { kind: 'drawing', ...draw(schema.parse(outcome.body), shown) };
  };
}

function limited({ provider }: Shown): Query {
  return { limit: String(provider === undefined ? mostRows : mostOfAll) };
}

function limitedRange(shown: Shown): Query {
  return { ...shown.range, ...limited(shown) };
}

function ofCarriers(shown: Shown): Query {
  return { ...limitedRange(shown), dimension: 'carrier' };
}

function scoped({ range, provider }: Shown): Query {
  return { ...range, ...(provider !== undefined && { dimension: 'provider', value: provider }) };
}

function rows<Row>(all: readonly Row[], draw: (some: Row[]) => Html): Drawing {
  return { rows: all.length, draw: (most) => draw(all.slice(0, most)) };
}

function whole(drawn: Html): Drawing {
  return { rows: 0, draw: () => drawn };
}
