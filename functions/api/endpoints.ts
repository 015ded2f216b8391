import type { Endpoint } from './endpoint.ts';
import { aboutEndpoints } from './routes/about.ts';
import { measuresEndpoints } from './routes/measures.ts';
import { messagesEndpoints } from './routes/messages.ts';

/** Every path of the API: what the router serves, the documentation describes and the tests ask. */
export const endpoints: readonly Endpoint[] = [...aboutEndpoints, ...measuresEndpoints, ...messagesEndpoints];
