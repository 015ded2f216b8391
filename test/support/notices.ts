import type { ChannelTools, Notice } from '../../functions/channels/channel.ts';
import type { Alert } from '../../functions/core/alert.ts';
import { type DescribedRule, describe } from '../../functions/core/describe.ts';
import { minute } from '../../functions/core/time.ts';
import { carrierRule, outage, outageStart, recovered } from './alerts.ts';

const links = { dashboardUrl: 'https://dash.example/d', runbookUrl: 'https://runbook.example/doc' };

function noticeOf(kind: Notice['kind'], alert: Alert, rule: DescribedRule): Notice {
  const text = describe(alert, rule, { kind, timeZone: 'America/New_York', now: outageStart + 12 * minute, ...links });
  const reason = kind === 'firing' ? 'first' : 'resolved';
  return { kind, reason, alert, text, dedupKey: `wirewatch/prod/main/${alert.rule}/${alert.id}` };
}

export function firingNotice(changes: Partial<Alert> = {}, rule = carrierRule): Notice {
  return noticeOf('firing', outage(changes), rule);
}

export function resolvedNotice(changes: Partial<Alert> = {}, rule = carrierRule): Notice {
  return noticeOf('resolved', recovered({ severity: 'critical', ...changes }), rule);
}

/** Tools that have nothing and do nothing, except for what is given. */
export function toolsWith(given: Partial<ChannelTools> = {}): ChannelTools {
  return {
    post: async () => ({ kind: 'unreachable', failure: 'no network in this test' }),
    publish: async () => ({ kind: 'retry', why: 'no topic in this test' }),
    secret: async () => undefined,
    alertTopicArn: undefined,
    source: 'wirewatch/prod',
    now: () => outageStart,
    ...given,
  };
}
