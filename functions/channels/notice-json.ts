import { cutText, utf8Size } from '../core/cut-text.ts';
import { jsonText } from '../core/json-text.ts';
import type { AlertText, Notice, NoticeAlert } from './channel.ts';

/** EventBridge's limit for an event, less what else counts towards it; a webhook's receiver is asked for no more. */
export const largestNotice = 256 * 1024 - 1024;

/** How many alerts are listed of each list, the more that fit the better. */
const sizes = [Number.POSITIVE_INFINITY, 100, 20, 5, 0];

/**
 * A notice for programs: what a webhook posts and a bus carries. Fields may be added, never changed: that would be
 * another `version`. What does not fit is left out, and `omitted` says how many alerts that are.
 * @param source `wirewatch/<stage>`
 */
export function noticeJson(notice: Notice, source: string): Record<string, unknown> {
  const whole = sizes.map((most) => () => ({ ...headOf(notice, source), ...bodyOf(notice), ...listsOf(notice, most) }));
  const bare = () => ({ ...headOf(notice, source), text: bareText(notice.text), ...listsOf(notice, 0) });
  const fitting = whole.find((make) => utf8Size(jsonText(make())) <= largestNotice) ?? bare;
  return fitting();
}

function headOf(notice: Notice, source: string) {
  const { id, tenant, kind, reason, severity, group, dedupKey, since } = notice;
  return {
    version: 1,
    id,
    source,
    stage: source.slice(source.indexOf('/') + 1),
    tenant,
    kind,
    reason,
    severity,
    group,
    dedupKey,
    since: timeText(since),
  };
}

function bodyOf({ labels, text: { links, ...text }, actions, acknowledgedBy }: Notice) {
  return { labels, text, links, actions, acknowledgedBy };
}

function bareText({ title, footer }: AlertText) {
  return { title: cutText(title, 1000), footer: cutText(footer, 1000) };
}

function listsOf({ firing, resolved }: Notice, most: number) {
  const omitted = { firing: Math.max(0, firing.length - most), resolved: Math.max(0, resolved.length - most) };
  return {
    firing: firing.slice(0, most).map(alertJson),
    resolved: resolved.slice(0, most).map(alertJson),
    ...(omitted.firing + omitted.resolved > 0 && { omitted }),
  };
}

function alertJson({ alert, text }: NoticeAlert) {
  const { id, rule, labels, severity, peak, since, firedAt, resolvedAt, resolvedBecause, evidence } = alert;
  const { value, usual, sample, failures, window, codes } = evidence;
  return {
    id,
    rule,
    labels,
    severity: severity ?? peak,
    since: since === undefined ? undefined : timeText(since),
    firedAt: firedAt === undefined ? undefined : timeText(firedAt),
    resolvedAt: resolvedAt === undefined ? undefined : timeText(resolvedAt),
    resolvedBecause,
    title: text.title,
    comparison: text.comparison,
    value,
    usual,
    sample,
    failures,
    window: { from: timeText(window.from), to: timeText(window.to) },
    codes,
  };
}

function timeText(at: number): string {
  return new Date(at).toISOString();
}
