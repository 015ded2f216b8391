import type { ReadDeps } from '../../functions/api/api-deps.ts';
import { defineConfig } from '../../functions/config/define-config.ts';
import { recommendedRules } from '../../functions/config/recommended-rules.ts';
import { takeWidgetEvent } from '../../functions/widget/take-widget-event.ts';
import type { WidgetDeps } from '../../functions/widget/widget-deps.ts';
import { now } from '../api/measures-world.ts';
import { type Counted, fakeHistory } from '../query/fake-history.ts';

export const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:wirewatch-prod-widget';

/** What CloudWatch calls with, as its documentation shows it. */
export function widgetEvent(params: Record<string, unknown>, context: Record<string, unknown> = {}) {
  const day = 86_400_000;
  return {
    ...params,
    widgetContext: {
      dashboardName: 'Wirewatch-prod',
      widgetId: 'widget-16',
      accountId: '111122223333',
      locale: 'en',
      timezone: { label: 'UTC', offsetISO: '+00:00', offsetInMinutes: 0 },
      period: 300,
      isAutoPeriod: true,
      timeRange: { mode: 'relative', start: now - day, end: now, relativeStart: day },
      theme: 'light',
      linkCharts: true,
      title: 'Wirewatch',
      forms: { all: {} },
      params,
      width: 588,
      height: 369,
      ...context,
    },
  };
}

/** Widgets over what was counted, of a tenant that no alert was ever of. */
export function widgetsOf(counted: readonly Counted[], changes: Partial<ReadDeps & Pick<WidgetDeps, 'pageUrl'>> = {}) {
  const { deps: history, reads } = fakeHistory(counted, 'UTC', now);
  const config = defineConfig({ tenants: { main: { timeZone: 'UTC' } }, rules: [...recommendedRules] });
  const deps = {
    config,
    functionArn,
    history,
    sources: { registrations: async () => [] },
    act: { config, alertsOfRule: async () => [], newId: () => '0123456789ab' },
    said: async () => ({ silences: [], handlings: [], overrides: [], logs: [] }),
    now: () => now,
    wall: () => now,
    take: async () => {
      throw new Error('nothing is pressed here');
    },
    ...changes,
  } as unknown as WidgetDeps;
  return { ask: (event: unknown) => takeWidgetEvent(event, deps), reads };
}
