/** Ids of what there is. */
export type Known = { alert?: string; message?: string; campaign?: string };

/** What a path needs to be asked beside them. */
const queries: Readonly<Record<string, (known: Known) => string>> = {
  '/v1/top': () => '?dimension=carrier&by=o.started',
  '/v1/series': () => '?last=1h&show=o.started,deliveryRate,receipt.p95',
  '/v1/messages': () => '?to=%2B14155550123',
  '/v1/campaigns/report': ({ campaign = '' }) => `?campaign=${encodeURIComponent(campaign)}`,
  '/api/sms/metrics/daily': () => '?start_date=2026-01-01&end_date=2026-01-31',
  '/api/sms/metrics/user': () => '?user_id=u1',
};

/** A path as it is asked: `/v1/alerts/{id}` of an alert that there is. */
export function askedPath(path: string, known: Known): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(idFor(name, path, known) ?? ''));
  return filled + (queries[path]?.(known) ?? '');
}

function idFor(name: string, path: string, { alert, message, campaign }: Known): string | undefined {
  if (name === 'section') return 'routes';
  if (name === 'schedule') return 'none';
  if (path.includes('alerts')) return alert;
  if (/rules|test/.test(path)) return 'delivery-by-carrier';
  return path.includes('campaign') ? campaign : message;
}
