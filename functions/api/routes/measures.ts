import type { Endpoint } from '../endpoint.ts';
import { campaignReportEndpoints } from './campaign-report.ts';
import { costEndpoint } from './cost.ts';
import { errorsEndpoint } from './errors.ts';
import { latencyEndpoint } from './latency.ts';
import { peopleEndpoints } from './people.ts';
import { registrationsEndpoint } from './registrations.ts';
import { seriesEndpoint } from './series.ts';
import { summaryEndpoint } from './summary.ts';
import { campaignsEndpoint, topEndpoint } from './top.ts';

/** Numbers, as functions/query answers them. */
export const measuresEndpoints: readonly Endpoint[] = [
  summaryEndpoint,
  seriesEndpoint,
  topEndpoint,
  campaignsEndpoint,
  errorsEndpoint,
  latencyEndpoint,
  costEndpoint,
  ...campaignReportEndpoints,
  registrationsEndpoint,
  ...peopleEndpoints,
];
