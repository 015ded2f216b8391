import { breaches, callOutcomes, generators, regulations, retryOutcomes, skipReasons } from '../core/activity/event.ts';
import { answerers, callEndings, callStatuses } from '../core/call/status.ts';
import { consentStatusSchema } from '../core/consent/consent.ts';
import { errorClasses } from '../core/errors/classes.ts';
import { histogramSums, histograms, latencyBounds } from '../core/histogram.ts';
import { responses } from '../core/inbound/event.ts';
import { outcomes, statuses } from '../core/message/status.ts';
import { registrationStatuses } from '../core/registration/event.ts';

const under = (prefix: string, names: readonly string[]) => names.map((name) => `${prefix}${name}`);

const consents = consentStatusSchema.options;
const bounds = [...latencyBounds.map(String), 'more'];
const sums = [
  'segments',
  'estimatedSegments',
  'costMicros',
  'estimatedCostMicros',
  'carrierFeeMicros',
  'failedCostMicros',
];

/** The measures of which each has one name (docs/measures.md); those of users are in no sums. */
export const namedMeasures: readonly string[] = [
  ...under('o.', ['started', 'scheduled', 'sent', 'read', 'heardLate', 'late', 'conflict', ...outcomes, ...sums]),
  ...under('o.error.', errorClasses),
  ...Object.values(histograms).flatMap((prefix) => under(prefix, bounds)),
  ...Object.values(histogramSums),
  ...under('o.call.', ['started', 'answered', 'conflict', 'costMicros', ...callEndings]),
  ...under('o.call.by.', answerers),
  ...under('o.inbound.', ['received', 'segments', 'costMicros', ...responses]),
  ...under('o.consent.', consents),
  ...under('o.fault.', ['error', 'warning', 'ours']),
  ...under('o.app.generated.', generators),
  'o.app.generationCostMicros',
  ...under('o.app.skipped.', skipReasons),
  ...under('o.app.violation.', regulations),
  ...under('o.app.breach.', breaches),
  ...under('o.app.retry.', retryOutcomes),
  ...under('t.', ['corrected', 'inbound.received', 'fault.error', 'fault.warning', ...statuses]),
  ...under('t.call.', callStatuses),
  ...under('t.consent.', consents),
  ...under('t.registration.', registrationStatuses),
];

/** Measures that a team names itself. */
const open = [
  /^o\.inbound\.class\.[a-z][a-z0-9-]*$/,
  /^o\.app\.count\.[a-z0-9-]+$/,
  new RegExp(`^o\\.app\\.api\\.[a-z0-9-]+\\.(${callOutcomes.join('|')})$`),
];

/** Whether anything is ever counted under this name. */
export function isMeasure(name: string): boolean {
  return namedMeasures.includes(name) || open.some((pattern) => pattern.test(name));
}
