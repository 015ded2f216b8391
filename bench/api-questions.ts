import { alertId, somebody } from './api-month.ts';

const month = 'last=30d';
const phone = encodeURIComponent(somebody);
const carrier = encodeURIComponent('telnyx|Carrier-7');

/** What people ask of each path that is read, with the values that are expensive: pages and widgets ask for no more. */
export const questions: Readonly<Record<string, readonly string[]>> = {
  '/v1/about': ['/v1/about'],
  '/openapi.json': ['/openapi.json'],
  '/v1/summary': [`/v1/summary?${month}`, '/v1/summary?last=24h&dimension=campaign&value=campaign-7'],
  '/v1/series': [
    `/v1/series?${month}`,
    `/v1/series?${month}&step=hour&show=o.started,deliveryRate,receipt.p95`,
    `/v1/series?last=24h&step=minute`,
    `/v1/series?${month}&step=hour&dimension=carrier&value=${carrier}`,
  ],
  '/v1/top': [
    `/v1/top?dimension=campaign&by=o.costMicros&${month}`,
    `/v1/top?dimension=carrier&by=failureRate&${month}`,
    '/v1/top?dimension=carrier&by=failureRate&last=1h',
  ],
  '/v1/campaigns': [`/v1/campaigns?${month}`],
  '/v1/errors': [`/v1/errors?${month}`],
  '/v1/latency': [`/v1/latency?${month}`, '/v1/latency?last=1h&dimension=provider&value=telnyx'],
  '/v1/cost': ['/v1/cost'],
  '/v1/campaigns/{id}/report': ['/v1/campaigns/campaign-7/report'],
  '/v1/campaigns/report': [`/v1/campaigns/report?campaign=campaign-7&${month}`],
  '/v1/registrations': ['/v1/registrations'],
  '/v1/people': [`/v1/people?${month}`],
  '/v1/consents': ['/v1/consents'],
  '/health': ['/health'],
  '/health/live': ['/health/live'],
  '/health/ready': ['/health/ready'],
  '/api/v1/health': ['/api/v1/health'],
  '/v1/status': ['/v1/status'],
  '/monitoring/status': ['/monitoring/status'],
  '/monitoring/alerts': ['/monitoring/alerts'],
  '/v1/messages/{id}': [`/v1/messages/SM${'42'.padStart(32, '0')}`],
  '/v1/messages': [`/v1/messages?to=${phone}`],
  '/v1/live': ['/v1/live'],
  '/api/v1/live': ['/api/v1/live'],
  '/v1/alerts': ['/v1/alerts', '/v1/alerts?state=all&limit=200'],
  '/v1/alerts/{id}': [`/v1/alerts/${alertId(7)}`],
  '/v1/alerts/{id}/graph': [`/v1/alerts/${alertId(7)}/graph`],
  '/v1/silences': ['/v1/silences'],
  '/v1/notices': [`/v1/notices?last=7d`],
  '/v1/oncall': ['/v1/oncall'],
  '/v1/overrides': ['/v1/overrides'],
  '/v1/audit': ['/v1/audit?last=7d'],
  '/v1/rules': ['/v1/rules'],
  '/v1/rules/{id}': ['/v1/rules/delivery-by-carrier'],
  '/monitoring/rules': ['/monitoring/rules'],
  '/api/sms/metrics/daily': ['/api/sms/metrics/daily?start_date=2026-10-22&end_date=2026-11-21'],
  '/api/sms/metrics/user': ['/api/sms/metrics/user?user_id=u-42&days=30'],
  '/api/sms/metrics/today': ['/api/sms/metrics/today'],
  '/api/sms/metrics/summary': ['/api/sms/metrics/summary'],
  '/api/sms/metrics/alerts': ['/api/sms/metrics/alerts'],
};
