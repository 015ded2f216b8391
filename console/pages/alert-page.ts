import { type Html, html } from '../../functions/core/html.ts';
import { countText } from '../../functions/core/number-text.ts';
import { linked, moment, named } from '../../functions/views/parts.ts';
import { table } from '../../functions/views/table.ts';
import { goTo } from '../address.ts';
import type { AlertDetail, AlertGraph } from '../answers.ts';
import { chartFigure } from '../chart.ts';
import { graphChart } from '../graph-chart.ts';
import type { Page } from '../page.ts';
import { alertTools } from '../parts/alert-tools.ts';
import { columns, panel, shown } from '../parts/panel.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

const stateWords = { firing: 'firing', pending: 'about to fire', inactive: 'ended' } as const;

export const alertPage: Page = {
  title: 'Alert',
  asks: (address) => [questions.alert(address, address.id ?? ''), questions.graph(address, address.id ?? '')],
  show(screen) {
    const { address } = screen;
    return html`<p class="crumbs"><a href="${goTo(address, 'alerts')}">Alerts</a></p>
      ${shown(screen, questions.alert(address, address.id ?? ''), (alert) => detail(alert, screen))}`;
  },
};

function detail(alert: AlertDetail, screen: Screen): Html {
  const { state, severity, title, comparison, facts, resolvedAt, resolvedBecause } = alert;
  const tone = state === 'firing' ? ` ww-${severity ?? 'info'}` : ' ww-ended';
  const words = state === 'firing' ? `${severity ?? ''} · firing` : stateWords[state];
  const ended =
    resolvedAt === undefined
      ? undefined
      : html`<p>Ended ${moment(resolvedAt, screen.tools)}${resolvedBecause ? `: ${resolvedBecause}` : ''}</p>`;
  return html`<div class="alert-head${tone}"><p><span class="ww-pill ww-pill-tone">${words}</span>${alert.flapping ? html` <span class="ww-pill">flapping</span>` : undefined}</p>
      <h1 dir="auto">${title}</h1>
      <p class="quiet">${[comparison ?? '', ...facts].filter((line) => line !== '').join(' · ')}</p>${ended}
      ${alertTools(alert, screen)}</div>
    ${panel('graph', 'What the rule saw', graph(screen), { isWide: true })}
    ${columns(
      [
        panel('why', 'Why, and what to do', why(alert)),
        panel('people', 'Who has it in hand', people(alert, screen)),
        panel('labels', 'Labels', labels(alert, screen)),
      ],
      [panel('hit', 'Who is hit', hit(alert, screen)), panel('timeline', 'Timeline', timeline(alert, screen))],
    )}`;
}

function graph(screen: Screen): Html {
  const { address, charts } = screen;
  return shown(screen, questions.graph(address, address.id ?? ''), (answer: AlertGraph) => {
    const notes = answer.notes.map((note) => html`<p class="ww-note">${note}</p>`);
    if (answer.points.length === 0) return html`<p class="quiet">Nothing is known of its values any more.</p>${notes}`;
    const chart = graphChart(answer, screen);
    charts.push(chart);
    return html`${chartFigure(chart)}${notes}`;
  });
}

function why({ why: reasons, remedy, impact, cost, links }: AlertDetail): Html {
  const lines = [...reasons, ...(impact ? [impact] : []), ...(cost ? [cost] : [])];
  const safe = links.filter(({ url }) => /^https?:\/\//.test(url));
  if (lines.length === 0 && remedy === undefined && safe.length === 0)
    return html`<p class="quiet">Nothing more is known than the numbers above.</p>`;
  return html`${lines.length === 0 ? undefined : html`<ul class="plain-list">${lines.map((line) => html`<li dir="auto">${line}</li>`)}</ul>`}
    ${remedy === undefined ? undefined : html`<p class="remedy"><strong>What to do</strong> ${remedy}</p>`}
    ${safe.length === 0 ? undefined : html`<p class="links">${safe.map(({ label, url }) => html`<a href="${url}" rel="noreferrer">${label}</a> `)}</p>`}`;
}

function hit({ hit: rows }: AlertDetail, { tools }: Screen): Html {
  if (rows.length === 0) return html`<p class="quiet">Nobody in particular, as far as is known.</p>`;
  return table<AlertDetail['hit'][number]>(
    'Campaigns and carriers that are hit',
    [
      {
        head: 'Name',
        isText: true,
        cell: ({ dimension, value }) =>
          dimension === 'campaign' ? linked(tools, `campaigns/${encodeURIComponent(value)}`, value) : named(value),
      },
      { head: 'Is a', isText: true, cell: ({ dimension }) => dimension },
      { head: 'Failed', cell: ({ count }) => countText(count) },
    ],
    rows,
  );
}

function people({ handled, channels }: AlertDetail, { tools }: Screen): Html {
  const until = (time: string | undefined) => (time === undefined ? undefined : html` until ${moment(time, tools)}`);
  const { acknowledged, assignee, mutes, closed = [], digests = [], escalation } = handled;
  const lines = [
    ...(acknowledged
      ? [html`Acknowledged by ${named(acknowledged.by)} ${moment(acknowledged.at, tools)}${until(acknowledged.until)}`]
      : []),
    ...(assignee ? [html`Assigned to ${named(assignee)}`] : []),
    ...mutes.map(
      ({ words, until: end, note }) => html`Nobody is told: ${words}${until(end)}${note ? `: ${note}` : ''}`,
    ),
    ...(closed.length > 0 ? [html`Outside their hours: ${closed.join(', ')}`] : []),
    ...digests.map(({ channel, at }) => html`${named(channel)} hears of it in the digest at ${at}`),
    ...(escalation && escalation.called.length > 0 ? [html`Escalated to ${escalation.called.join(', ')}`] : []),
    ...channels.map(
      ({ channel, outcome, at, error }) =>
        html`${named(channel)}: ${outcome} ${moment(at, tools)}${error ? ` (${error})` : ''}`,
    ),
  ];
  if (lines.length === 0)
    return html`<p class="quiet">Nobody yet. Acknowledge it, and reminders and escalation stop.</p>`;
  return html`<ul class="plain-list">${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function timeline({ timeline: moments, comments }: AlertDetail, { tools }: Screen): Html {
  const said = comments.map(({ by, at, text }) => ({ at, what: 'comment', by, words: text }));
  const known = moments.filter(({ at, by }) => !said.some((one) => one.at === at && one.by.name === by?.name));
  const all = [...known, ...said].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (all.length === 0) return html`<p class="quiet">Nothing has happened yet.</p>`;
  const rows = all.map(
    ({ at, what, words, by }) =>
      html`<li class="what-${what}"><span class="when">${moment(at, tools)}</span><span dir="auto">${words}${by === undefined || words.includes(by.name) ? undefined : html` <span class="quiet">${by.name}</span>`}</span></li>`,
  );
  return html`<ol class="timeline">${rows}</ol>`;
}

function labels({ rule, id, labels: held }: AlertDetail, { address }: Screen): Html {
  const rows = Object.entries(held).map(([name, value]) => html`<div><dt>${name}</dt><dd>${named(value)}</dd></div>`);
  return html`<dl class="facts"><div><dt>rule</dt><dd><a href="${goTo(address, 'rules', rule)}">${rule}</a></dd></div>${rows}<div><dt>id</dt><dd><code>${id}</code></dd></div></dl>`;
}
