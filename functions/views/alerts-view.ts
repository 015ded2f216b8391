import { type Html, html } from '../core/html.ts';
import { durationText } from '../core/number-text.ts';
import { hour } from '../core/time.ts';
import type { AlertAnswer, AlertsAnswer } from './answers.ts';
import { counted, emptyState, moment, named, noteLine, sentence, shortened } from './parts.ts';
import type { Press, ViewTools } from './view.ts';

/** A title is a sentence with names in it: it takes more room than a name. */
const longestTitle = 240;

const stateWords = { firing: 'firing', pending: 'about to fire', inactive: 'ended' } as const;

/** Alerts, in the order of the answer: what is wrong, how badly, since when, who has it in hand, and what can be done. */
export function alertsView({ alerts, firing, next }: AlertsAnswer, tools: ViewTools): Html {
  if (alerts.length === 0) {
    return emptyState(
      'Nothing is wrong, as far as the rules can see.',
      html`An alert appears here as soon as one of them finds something. <code>npx wirewatch rules check</code> lists them.`,
    );
  }
  const more = Math.max(0, firing - alerts.filter(({ state }) => state === 'firing').length);
  const rest = more > 0 ? `${counted(more, 'more alert')} ${more === 1 ? 'fires' : 'fire'}` : 'there are more';
  return html`<ul class="ww-alerts">${alerts.map((alert) => card(alert, tools))}</ul>${noteLine(next !== undefined && `${rest}: npx wirewatch alerts lists all`)}`;
}

function card(alert: AlertAnswer, tools: ViewTools): Html {
  const tone = alert.state === 'inactive' ? 'ww-ended' : `ww-${alert.severity ?? 'info'}`;
  return html`<li class="ww-card ${tone}"><div class="ww-head">${pill(alert)}<h3 class="ww-title" dir="auto" title="${alert.title}">${title(alert, tools)}</h3></div>
${noteLine(alert.comparison, ...alert.facts)}${times(alert, tools)}${labels(alert)}${handled(alert, tools)}${buttons(alert, tools)}</li>`;
}

function pill({ state, severity, flapping }: AlertAnswer): Html {
  const words = state === 'firing' ? (severity ?? stateWords.firing) : stateWords[state];
  const unsteady = flapping ? html`<span class="ww-pill">flapping</span>` : html``;
  return html`<span class="ww-pill ww-pill-tone">${words}</span>${unsteady}`;
}

function title({ id, title: words }: AlertAnswer, { link }: ViewTools): Html {
  const shown = shortened(words, longestTitle);
  return link === undefined ? html`${shown}` : link(`alerts/${encodeURIComponent(id)}`, shown);
}

function times({ state, rule, id, since, firedAt, resolvedAt, resolvedBecause }: AlertAnswer, tools: ViewTools): Html {
  const began = firedAt ?? since;
  const lasting = began === undefined ? '' : durationText(Math.max(0, tools.now - Date.parse(began)));
  const which = html`rule ${named(rule)} · <code>${id.slice(0, 6)}</code>`;
  if (state === 'inactive' && resolvedAt !== undefined) {
    const why = resolvedBecause === undefined ? html`` : html`: ${sentence(resolvedBecause.replaceAll('-', ' '))}`;
    return html`<p class="ww-note">Ended ${moment(resolvedAt, tools)}${why} · ${which}</p>`;
  }
  if (began === undefined) return html`<p class="ww-note">${which}</p>`;
  return html`<p class="ww-note">Since ${moment(began, tools)}, ${lasting} · ${which}</p>`;
}

function labels({ labels: held }: AlertAnswer): Html {
  const names = Object.entries(held);
  if (names.length === 0) return html``;
  return html`<ul class="ww-labels">${names.map(([name, value]) => html`<li><span class="ww-soft">${named(name)}</span> ${named(value)}</li>`)}</ul>`;
}

function handled(
  { state, handled: { acknowledged, assignee, mutes, closed = [], digests = [], escalation } }: AlertAnswer,
  tools: ViewTools,
): Html {
  if (state !== 'firing') return html``;
  const until = (time: string | undefined) => (time === undefined ? html`` : html` until ${moment(time, tools)}`);
  const lines = [
    ...(acknowledged
      ? [html`Acknowledged by ${named(acknowledged.by)} ${moment(acknowledged.at, tools)}${until(acknowledged.until)}`]
      : []),
    ...(assignee ? [html`Assigned to ${named(assignee)}`] : []),
    ...mutes.map(
      ({ words, until: end, note }) =>
        html`Nobody is told: ${named(words)}${until(end)}${note ? html`: ${sentence(note)}` : html``}`,
    ),
    ...(closed.length > 0 ? [html`Outside the hours of its route: ${named(closed.join(', '))}`] : []),
    ...digests.map(({ channel, at }) => html`In the digest to ${named(channel)} at ${named(at)}`),
    ...(escalation && escalation.called.length > 0 ? [html`Escalated to ${named(escalation.called.join(', '))}`] : []),
    ...(escalation?.next
      ? [
          html`Unless somebody acknowledges it, ${named(escalation.next.to.join(', '))} ${moment(escalation.next.at, tools)}`,
        ]
      : []),
  ];
  return lines.length === 0 ? html`` : html`<ul class="ww-handled">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function buttons(alert: AlertAnswer, { press }: ViewTools): Html {
  if (press === undefined || alert.state !== 'firing') return html``;
  return html`<div class="ww-actions">${pressesOf(alert).map(press)}</div>`;
}

/** What can be done with one press about an alert that fires. */
export function pressesOf({ id, title: words, handled: { acknowledged } }: AlertAnswer): Press[] {
  const about = shortened(words);
  const acknowledge: Press = {
    words: 'Acknowledge for 1 h',
    do: 'acknowledge',
    alert: id,
    for: hour,
    confirm: `Acknowledge for 1 hour: ${about}? Reminders and escalation stop until then.`,
  };
  return [
    ...(acknowledged ? [] : [acknowledge]),
    {
      words: 'Silence for 4 h',
      do: 'silence',
      alert: id,
      for: 4 * hour,
      confirm: `Silence for 4 hours what has the rule and the labels of: ${about}? Nobody is told of it until then.`,
    },
    {
      words: 'Resolve',
      do: 'resolve',
      alert: id,
      confirm: `Resolve: ${about}? It fires again if the rule still finds it.`,
    },
  ];
}
