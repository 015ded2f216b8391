import { knownLabels } from '../../config/known-labels.ts';
import type { Config } from '../../config/schema.ts';
import { minute } from '../../core/time.ts';

/**
 * What a configuration says about telling people, replaced by the plainest: every alert is told by itself, at once, on
 * every channel. A test of a rule is about its threshold, its hold and its cooldown, whatever the routes are.
 */
export function plainTelling({ rules, channels }: Pick<Config, 'rules' | 'channels'>) {
  const to = Object.keys(channels);
  const groupBy = knownLabels(rules).filter((label) => label !== 'severity');
  const timing = { groupBy, wait: 0, interval: minute, during: [], except: [] };
  const route = { match: [], to: to.length > 0 ? to : ['somebody'], continue: false, ...timing, routes: [] };
  return { routes: [route], inhibit: [], maintenance: [], escalations: {} } satisfies Partial<Config>;
}
