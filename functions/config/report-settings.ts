import * as z from 'zod';
import { reportName, reportNameForm } from '../core/activity/report-names.ts';

/** Each name is a measure in every counter item that it is counted in, or an item a minute. */
const names = z.array(z.string().regex(reportName, `a name has ${reportNameForm}`)).max(50, 'at most 50 names');

/** The names by which the application may report. What has another name is kept for inspection, and not counted. */
export const reportSettings = z.strictObject({
  /** APIs that it calls: an event `api-call` names one. */
  apis: names.max(20, 'at most 20 names').default(['twilio', 'telnyx']),
  /** What it counts for itself, such as conversions: an event `count` names one. */
  counts: names.default([]),
  /** What goes up and down, such as a queue: an event `gauge` names one. */
  gauges: names.default([]),
});
