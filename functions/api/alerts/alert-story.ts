import type { Alert } from '../../core/alert.ts';
import { day, minute } from '../../core/time.ts';
import type { AlertDetail } from '../answers/alerts.ts';
import type { ApiDeps } from '../api-deps.ts';
import { iso } from '../common.ts';
import { alertAnswer, wordsIn } from './alert-answer.ts';
import type { AlertBook } from './alert-book.ts';
import { notificationsOf } from './alert-channels.ts';
import { timelineOf } from './alert-timeline.ts';

/** What was told and done is looked for no further back, and no longer after the end. */
const longestStory = 30 * day;
const aftermath = day;
const mostNotices = 100;
const mostRecords = 500;

/** One alert with all that is known of it. */
export async function alertStory(
  alert: Alert,
  book: AlertBook,
  deps: Pick<ApiDeps, 'act' | 'dashboardUrl' | 'runbookUrl'>,
): Promise<AlertDetail> {
  const { tenant } = book;
  const span = storySpan(alert, book.now);
  const [notices, audited, groups] = await Promise.all([
    deps.act.notices({ tenant, ...span, alert: alert.id, limit: mostNotices }),
    deps.act.audited({ tenant, ...span, limit: mostRecords }),
    deps.act.groups(tenant),
  ]);
  const comments = book.said.handlings.find((one) => one.alert === alert.id)?.comments ?? [];
  const { why, remedy, cost, impact, links } = wordsIn(book, alert, deps);
  return {
    ...alertAnswer(alert, book),
    why,
    remedy,
    cost,
    impact,
    hit: alert.evidence.hit,
    links,
    comments: comments.map(({ by, at, text }) => ({ by, at: iso(at), text })),
    channels: notificationsOf(alert, groups, book.said.logs).map(({ channel, outcome, triedAt, error }) => ({
      channel,
      outcome,
      at: iso(triedAt),
      error,
    })),
    timeline: timelineOf({ alert, notices: notices.records, audited, comments, from: span.from }),
  };
}

/** From the beginning of the last episode until it was over for a while. */
function storySpan({ state, since, resolvedAt, tick }: Alert, now: number) {
  const to = state === 'inactive' && resolvedAt !== undefined ? Math.min(now, resolvedAt + aftermath) : now;
  const began = (since ?? resolvedAt ?? tick) - minute;
  return { from: Math.max(Math.min(began, to), to - longestStory), to: to + 1 };
}
