import type { Endpoint } from '../endpoint.ts';
import { alertActionEndpoints } from './alert-actions.ts';
import { alertDetailEndpoints } from './alert-detail.ts';
import { listAlertsEndpoint } from './list-alerts.ts';

export const alertsEndpoints: readonly Endpoint[] = [
  listAlertsEndpoint,
  ...alertDetailEndpoints,
  ...alertActionEndpoints,
];
