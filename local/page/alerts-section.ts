import { localTimeText } from '../../functions/core/calendar.ts';
import { type Html, html } from '../../functions/core/html.ts';
import type { LocalState } from './state.ts';

type Alert = LocalState['alerts'][number];

const stateWords = { firing: 'firing', pending: 'about to fire', inactive: 'resolved' } as const;

/** Alerts with their text, and what each channel was told of them. */
export function alertsSection(alerts: readonly Alert[], zone: (tenant: string) => string): Html {
  const shown = alerts.filter(({ state, episode }) => state !== 'inactive' || episode > 0).slice(0, 50);
  if (shown.length === 0) {
    return html`<h2>Alerts</h2><p class="card">Nothing is wrong, as far as the rules can see. An alert appears here when one of them finds something.</p>`;
  }
  return html`<h2>Alerts</h2>${shown.map((alert) => alertCard(alert, zone(alert.tenant)))}`;
}

function alertCard(alert: Alert, zone: string): Html {
  const { text, state } = alert;
  const severity = alert.severity === undefined || state === 'inactive' ? '' : ` · ${alert.severity}`;
  return html`<article class="card alert ${state}">
    <h3><span class="tag">${stateWords[state]}${severity}</span>${text.title}</h3>
    ${[text.comparison, text.facts.join(' · '), ...text.why, text.remedy, text.cost, text.impact].map(line)}
    ${handledLines(alert, zone)}${notifications(alert, zone)}
    <p class="soft">${text.footer}</p></article>`;
}

function line(text: string | undefined): Html {
  return text === undefined || text === '' ? html`` : html`<p>${text}</p>`;
}

/** Who has it in hand, what keeps it quiet, and who is called next. */
function handledLines({ state, handled }: Alert, zone: string): Html {
  if (state !== 'firing') return html``;
  const until = (at: number | undefined) => (at === undefined ? '' : ` until ${localTimeText(zone, at)}`);
  const { acknowledged, assignee, comment, mutes, closed, digests, escalation } = handled;
  const lines = [
    acknowledged &&
      `Acknowledged by ${acknowledged.by} at ${localTimeText(zone, acknowledged.at)}${until(acknowledged.until)}`,
    assignee && `Assigned to ${assignee}`,
    comment && `${comment.by}: ${comment.text}`,
    ...mutes.map(({ words, until: end, note }) => `Nobody is told: ${words}${until(end)}${note ? `: ${note}` : ''}`),
    closed.length > 0 && `Outside the hours of its route: ${closed.join(', ')}`,
    ...digests.map(({ channel, at }) => `In the digest to ${channel} at ${at}`),
    escalation && escalation.called.length > 0 && `Escalated to ${escalation.called.join(', ')}`,
    escalation?.next &&
      `Unless somebody acknowledges it, ${escalation.next.to.join(', ')} at ${localTimeText(zone, escalation.next.at)}`,
  ];
  const said = lines.filter((text) => typeof text === 'string');
  if (said.length === 0) return html``;
  return html`<ul>${said.map((text) => html`<li>${text}</li>`)}</ul>`;
}

const outcomeWords = {
  sent: 'told',
  retrying: 'is being tried again',
  failed: 'could not be told',
  skipped: 'is not set up',
  withdrawn: 'needed no message any more',
} as const;

function notifications({ notifications: logs }: Alert, zone: string): Html {
  if (logs.length === 0) return html``;
  const told = logs.map(({ channel, outcome, told: believed, triedAt, error }) => {
    const what =
      outcome === 'sent' && believed
        ? ` (${believed.kind}) at ${localTimeText(zone, believed.at)}`
        : ` at ${localTimeText(zone, triedAt)}`;
    return html`<li>${channel} ${outcomeWords[outcome]}${what}${error === undefined ? '' : `: ${error}`}</li>`;
  });
  return html`<p>Notifications</p><ul>${told}</ul>`;
}
