import type { Endpoint } from './endpoint.ts';
import { aboutEndpoints } from './routes/about.ts';
import { alertsEndpoints } from './routes/alerts.ts';
import { apmEndpoints } from './routes/apm.ts';
import { auditEndpoints } from './routes/audit.ts';
import { dashboardEndpoints } from './routes/dashboard.ts';
import { eventsEndpoints } from './routes/events.ts';
import { healthEndpoints } from './routes/health.ts';
import { healthMetricsEndpoints } from './routes/health-metrics.ts';
import { liveEndpoints } from './routes/live.ts';
import { measuresEndpoints } from './routes/measures.ts';
import { messagesEndpoints } from './routes/messages.ts';
import { monitoringEndpoints } from './routes/monitoring.ts';
import { monitoringRulesEndpoints } from './routes/monitoring-rules.ts';
import { noticesEndpoints } from './routes/notices.ts';
import { onCallEndpoints } from './routes/on-call.ts';
import { overridesEndpoints } from './routes/overrides.ts';
import { prometheusEndpoints } from './routes/prometheus.ts';
import { rulesEndpoints } from './routes/rules.ts';
import { silencesEndpoints } from './routes/silences.ts';
import { smsMetricsEndpoints } from './routes/sms-metrics.ts';
import { statsEndpoints } from './routes/stats.ts';

/**
 * Every path of the API: what the router serves, the documentation describes and the tests ask. In the order in which the
 * documentation tells them; paths in other shapes come last.
 */
export const endpoints: readonly Endpoint[] = [
  ...aboutEndpoints,
  ...eventsEndpoints,
  ...messagesEndpoints,
  ...liveEndpoints,
  ...measuresEndpoints,
  ...alertsEndpoints,
  ...noticesEndpoints,
  ...silencesEndpoints,
  ...onCallEndpoints,
  ...rulesEndpoints,
  ...overridesEndpoints,
  ...auditEndpoints,
  ...healthEndpoints,
  ...prometheusEndpoints,
  ...apmEndpoints,
  ...healthMetricsEndpoints,
  ...monitoringEndpoints,
  ...monitoringRulesEndpoints,
  ...smsMetricsEndpoints,
  ...statsEndpoints,
  ...dashboardEndpoints,
];
