import { type Address, type Query, queryText } from './address.ts';
import type {
  About,
  AlertDetail,
  AlertGraph,
  Alerts,
  Audit,
  Cost,
  Errors,
  Latency,
  Live,
  Messages,
  OnCall,
  Registrations,
  RuleDetail,
  Rules,
  Series,
  Silences,
  Status,
  Summary,
  Top,
} from './answers.ts';
import { type Question, question } from './question.ts';

export const aboutQuestion: Question<About> = question('v1/about');

/** @param name below `v1/` */
function ask<Answer>(name: string, { query }: Address, more: Query = {}, everyMs?: number): Question<Answer> {
  const search = queryText({ tenant: query.tenant, ...more });
  return question(`v1/${name}${search === '' ? '' : `?${search}`}`, everyMs);
}

/** The range of time that is looked at. */
function range({ query }: Address): Query {
  if (query.from !== undefined) return { from: query.from, to: query.to };
  return { last: query.last ?? '24h' };
}

/** The narrowest of what is filtered by: counters are kept by one dimension at a time. */
export function scopeOf({ query }: Address): Query {
  if (query.campaign !== undefined) return { dimension: 'campaign', value: query.campaign };
  if (query.provider !== undefined) return { dimension: 'provider', value: query.provider };
  return {};
}

const listed = '50';

export const questions = {
  status: (at: Address) => ask<Status>('status', at),
  firing: (at: Address) => ask<Alerts>('alerts', at, { state: 'firing', limit: '20' }, 10_000),
  alerts: (at: Address) =>
    ask<Alerts>('alerts', at, {
      state: at.query.state ?? 'all',
      severity: at.query.severity,
      rule: at.query.rule,
      limit: listed,
      cursor: at.query.cursor,
    }),
  alert: (at: Address, id: string) => ask<AlertDetail>(`alerts/${encodeURIComponent(id)}`, at),
  graph: (at: Address, id: string) => ask<AlertGraph>(`alerts/${encodeURIComponent(id)}/graph`, at, {}, 60_000),
  summary: (at: Address) => ask<Summary>('summary', at, { ...range(at), ...scopeOf(at) }),
  series: (at: Address, show: string) =>
    ask<Series>('series', at, { ...range(at), ...scopeOf(at), show, step: 'auto' }),
  carriers: (at: Address) => ask<Top>('top', at, { ...range(at), dimension: 'carrier', limit: '12' }),
  campaigns: (at: Address) => ask<Top>('top', at, { ...range(at), dimension: 'campaign', limit: '12' }),
  errors: (at: Address) => ask<Errors>('errors', at, { ...range(at), limit: '10' }),
  latency: (at: Address) => ask<Latency>('latency', at, { ...range(at), ...scopeOf(at), histogram: 'receipt' }),
  cost: (at: Address) => ask<Cost>('cost', at),
  registrations: (at: Address) => ask<Registrations>('registrations', at, { limit: listed }),
  silences: (at: Address) => ask<Silences>('silences', at, { limit: listed, cursor: at.query.cursor }),
  rules: (at: Address) => ask<Rules>('rules', at),
  rule: (at: Address, id: string) => ask<RuleDetail>(`rules/${encodeURIComponent(id)}`, at),
  message: (at: Address, id: string) => ask<Messages>(`messages/${encodeURIComponent(id)}`, at),
  live: (at: Address) => ask<Live>('live', at, { limit: listed }, 5000),
  onCall: (at: Address) => ask<OnCall>('oncall', at),
  audit: (at: Address) => ask<Audit>('audit', at, { last: '90d', limit: listed, cursor: at.query.cursor }),
};

/** Where something is sent: the tenant goes with it. */
export function deedPath(name: string, tenant: string | undefined): string {
  const search = queryText({ tenant });
  return `v1/${name}${search === '' ? '' : `?${search}`}`;
}
