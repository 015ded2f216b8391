import type { ReportNames } from '../core/activity/report-names.ts';
import { type Gauge, type GaugeReport, gaugeKey } from '../core/gauge.ts';
import { plausible } from '../core/journal-event.ts';
import type { SpilledRequest } from '../core/spilled-request.ts';
import type { Parsed, WebhookProvider } from '../providers/provider.ts';
import { onlyListed } from './only-listed.ts';
import { type Origin, type TakeDeps, type Taken, takeEvents } from './take-events.ts';
import type { Tenant } from './tenant.ts';

/** A request whose signature was found good, and over which URL. */
export type AuthenticWebhook = SpilledRequest & { url: string };

export type WebhookDeps = TakeDeps & {
  reportNames: ReportNames;
  /** Keeps a gauge's value, if it knows none of that minute that is newer. Safe to repeat. */
  saveGauge(gauge: Gauge): Promise<void>;
};

/** Takes what an authentic request tells into the journal, and gauges beside it. Used by ingest and by replay. */
export async function takeWebhook(
  provider: WebhookProvider,
  { tenant, providerName, request, url, receivedAt }: AuthenticWebhook,
  settings: Tenant,
  deps: WebhookDeps,
): Promise<Taken> {
  const origin = { tenant, settings, provider: providerName, receivedAt, body: request.body };
  return takeParsed(onlyListed(provider.parse(request, url), deps.reportNames), origin, deps);
}

/** Takes what was read of something authentic. */
export async function takeParsed(parsed: Parsed, origin: Origin, deps: WebhookDeps): Promise<Taken> {
  const gauges = parsed.kind === 'parsed' ? (parsed.gauges ?? []) : [];
  const [taken] = await Promise.all([takeEvents(parsed, origin, deps), saveGauges(gauges, origin, deps)]);
  return taken;
}

async function saveGauges(reports: readonly GaugeReport[], origin: Origin, deps: WebhookDeps): Promise<void> {
  const { tenant, receivedAt } = origin;
  const { fromWall } = deps;
  const gauges = reports.map(({ name, value, at }): Gauge => {
    return { tenant, name, value, at: plausible(at, { receivedAt, fromWall }) ?? receivedAt };
  });
  await Promise.all(lastOfMinutes(gauges).map(deps.saveGauge));
}

/** Of what one request tells of a gauge's minute, the last: of several of the same millisecond the one told last. */
function lastOfMinutes(gauges: readonly Gauge[]): Gauge[] {
  const last = new Map<string, Gauge>();
  for (const gauge of gauges) {
    const { pk, sk } = gaugeKey(gauge);
    const present = last.get(`${pk} ${sk}`);
    if (present === undefined || present.at <= gauge.at) last.set(`${pk} ${sk}`, gauge);
  }
  return [...last.values()];
}
