import type { Endpoint } from './endpoint.ts';
import { aboutEndpoints } from './routes/about.ts';
import { eventsEndpoints } from './routes/events.ts';
import { healthEndpoints } from './routes/health.ts';
import { liveEndpoints } from './routes/live.ts';
import { measuresEndpoints } from './routes/measures.ts';
import { messagesEndpoints } from './routes/messages.ts';
import { monitoringEndpoints } from './routes/monitoring.ts';

/** Every path of the API: what the router serves, the documentation describes and the tests ask. */
export const endpoints: readonly Endpoint[] = [
  ...aboutEndpoints,
  ...measuresEndpoints,
  ...healthEndpoints,
  ...monitoringEndpoints,
  ...messagesEndpoints,
  ...liveEndpoints,
  ...eventsEndpoints,
];
