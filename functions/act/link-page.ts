import { type Grant, type LinkAction, linkActions } from '../core/action-link.ts';
import type { Alert } from '../core/alert.ts';
import { shortId } from '../core/alert-id.ts';
import { localTimeText } from '../core/calendar.ts';
import { type Html, html } from '../core/html.ts';
import { type Matcher, matchersText } from '../core/matcher.ts';
import { severityOrder } from '../core/severity.ts';
import type { ActOutcome } from './act-outcome.ts';
import { outcomeLines } from './outcome-lines.ts';
import { type PageAnswer, pageAnswer } from './page-answer.ts';

const mostShown = 50;
export const longestName = 80;

const promises: Readonly<Record<LinkAction, string>> = {
  acknowledge:
    'You take on what fires: no reminders and no further escalation until it gets worse, it ends, or your time is over.',
  'silence-1h': 'Nobody is told of these alerts, and of others that match, for an hour. That they ended is still told.',
  'silence-4h':
    'Nobody is told of these alerts, and of others that match, for four hours. That they ended is still told.',
};

/** What would be done, and to what. */
export type Asked = {
  grant: Grant;
  alerts: readonly Alert[];
  handling: (alert: Alert) => string;
  matchers: readonly Matcher[];
  zone: string;
};

/** The page that asks again; it changes nothing, for programs open links before people do. */
export function confirmationPage(asked: Asked): PageAnswer {
  const { grant, alerts, matchers } = asked;
  const label = linkActions[grant.action];
  if (alerts.length === 0) {
    return pageAnswer(
      200,
      'Nothing fires any more',
      html`<p>None of the alerts of this message fires now: there is nothing to do.</p>`,
    );
  }
  if (grant.action !== 'acknowledge' && matchers.length === 0) {
    return pageAnswer(
      200,
      'This message cannot be silenced',
      html`<p>Its alerts have nothing in common that a silence could go by. Say what is to be silenced:
<code>npx wirewatch silence add</code>.</p>
<table>${alertRows(asked)}</table>`,
    );
  }
  const count = alerts.length === 1 ? '1 alert' : `${alerts.length} alerts`;
  const muted = grant.action === 'acknowledge' ? html`` : html`<p>Silenced: <code>${matchersText(matchers)}</code></p>`;
  return pageAnswer(
    200,
    `${label}: ${count}?`,
    html`<p>${promises[grant.action]}</p>
${muted}
<form method="post">
<p><label>Your name <input name="name" maxlength="${longestName}" autocomplete="name" required></label>
<button type="submit">${label}</button></p>
</form>
<table>${alertRows(asked)}</table>`,
  );
}

function alertRows({ alerts, handling, zone }: Asked): Html[] {
  const worstFirst = [...alerts].sort((a, b) => severityOrder(a.severity) - severityOrder(b.severity));
  const rows = worstFirst.slice(0, mostShown).map((alert) => {
    const labels = Object.entries(alert.labels)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    const since = alert.firedAt === undefined ? '' : `since ${localTimeText(zone, alert.firedAt)}`;
    return html`<tr><td>${alert.severity}</td><td>${alert.rule} · ${shortId(alert)}<br>${labels}</td><td>${since}<br>${handling(alert)}</td></tr>
`;
  });
  const left = alerts.length - rows.length;
  return left > 0 ? [...rows, html`<tr><td colspan="3">and ${left} more</td></tr>`] : rows;
}

export function outcomePage(action: LinkAction, outcome: ActOutcome): PageAnswer {
  const title = outcome.kind === 'done' ? `Done: ${linkActions[action]}` : 'Nothing was changed';
  return pageAnswer(
    200,
    title,
    html`<ul>${outcomeLines(outcome).map((line) => html`<li>${line}</li>`)}</ul>
<p>You can close this page.</p>`,
  );
}

export function expiredPage(): PageAnswer {
  return pageAnswer(
    410,
    'This link has expired',
    html`<p>Nothing was changed. Links in messages are good for a while only: use those of the newest message about the alert, or
<code>npx wirewatch ack</code> and <code>npx wirewatch silence add</code>.</p>`,
  );
}

export function forgedPage(): PageAnswer {
  return pageAnswer(
    404,
    'This link is not valid',
    html`<p>Nothing was changed. Part of the link may be missing: long links break when they are copied or sent on. Open it from
the message itself, or use <code>npx wirewatch ack</code> and <code>npx wirewatch silence add</code>.</p>`,
  );
}
