import { type Html, html } from '../../functions/core/html.ts';
import { alertsView } from '../../functions/views/alerts-view.ts';
import { campaignsView } from '../../functions/views/campaigns-view.ts';
import { carriersView } from '../../functions/views/carriers-view.ts';
import { costView } from '../../functions/views/cost-view.ts';
import { errorsView } from '../../functions/views/errors-view.ts';
import { latencyView } from '../../functions/views/latency-view.ts';
import { registrationsView } from '../../functions/views/registrations-view.ts';
import { tilesView } from '../../functions/views/tiles-view.ts';
import { type Address, goTo } from '../address.ts';
import type { Summary } from '../answers.ts';
import { chartFigure } from '../chart.ts';
import { chartMeasures, overviewCharts } from '../overview-charts.ts';
import type { Page } from '../page.ts';
import { filterBar } from '../parts/filters.ts';
import { panel, shown } from '../parts/panel.ts';
import { webhookList } from '../parts/webhook-list.ts';
import { questions } from '../questions.ts';
import type { Screen } from '../screen.ts';

const series = (address: Address) => questions.series(address, chartMeasures);

export const overviewPage: Page = {
  title: 'Overview',
  asks: (address) => [
    questions.summary(address),
    series(address),
    questions.carriers(address),
    questions.campaigns(address),
    questions.errors(address),
    questions.latency(address),
    questions.registrations(address),
    questions.cost(address),
  ],
  show(screen) {
    return html`<h1>Overview</h1>${filterBar(screen)}${firing(screen)}
      ${shown(screen, questions.summary(screen.address), (answer) => numbers(answer, screen))}`;
  },
};

function numbers(answer: Summary, screen: Screen): Html {
  const isEmpty = answer.now.started === 0 && answer.now.calls.started === 0 && answer.now.inbound.received === 0;
  if (isEmpty && answer.before.started === 0) return nothingYet(screen);
  return html`<section class="tiles" aria-labelledby="at-tiles"><h2 id="at-tiles" class="ww-unseen">In short</h2>${tilesView(answer, screen.tools)}</section>
    <div class="grid">${panel('over-time', 'Over time', charts(screen), { isWide: true })}${parts(screen)}</div>`;
}

/** Counters are kept by one dimension at a time: what has one of its own is of everything, and says so. */
function parts(screen: Screen): Html[] {
  const { address, tools } = screen;
  const ofAll = isFiltered(screen) ? { aside: html`<span class="quiet">of all, whatever the filters</span>` } : {};
  const wide = { ...ofAll, isWide: true };
  const carriers = shown(screen, questions.carriers(address), (top) => carriersView(top, tools));
  const errors = shown(screen, questions.errors(address), (found) => errorsView(found, tools));
  const campaigns = shown(screen, questions.campaigns(address), (top) => campaignsView(top, tools));
  const latency = shown(screen, questions.latency(address), (found) => latencyView(found, tools));
  const cost = shown(screen, questions.cost(address), (spent) => costView(spent, tools));
  const registrations = shown(screen, questions.registrations(address), (some) => registrationsView(some, tools));
  return [
    panel('carriers', 'Carriers', carriers, wide),
    panel('errors', 'Errors', errors, wide),
    panel('campaigns', 'Largest campaigns', campaigns, wide),
    panel('latency', 'Time until delivery', latency),
    panel('cost', 'Cost', cost, ofAll),
    panel('registrations', '10DLC registrations', registrations, wide),
  ];
}

function isFiltered({ address: { query } }: Screen): boolean {
  return query.campaign !== undefined || query.provider !== undefined;
}

function firing(screen: Screen): Html | undefined {
  const answer = screen.read(questions.firing(screen.address));
  if (answer === undefined || answer.firing === 0) return undefined;
  const most = 3;
  const alerts = answer.alerts.slice(0, most);
  const all = html`<a href="${goTo(screen.address, 'alerts')}">All alerts</a>`;
  return panel(
    'firing',
    answer.firing === 1 ? '1 alert fires' : `${answer.firing} alerts fire`,
    alertsView({ alerts, firing: alerts.length }, screen.tools),
    { isWide: true, aside: all },
  );
}

function charts(screen: Screen): Html {
  return shown(screen, series(screen.address), (answer) => {
    if (answer.points.length === 0) return html`<p class="quiet">Nothing was counted in this range.</p>`;
    const drawn = overviewCharts(answer, screen);
    screen.charts.push(...drawn);
    return html`<div class="charts">${drawn.map(chartFigure)}</div>`;
  });
}

/** Nobody has told Wirewatch of anything: what to do next. */
function nothingYet(screen: Screen): Html {
  const { address } = screen;
  if (isFiltered(screen))
    return panel(
      'nothing',
      'Nothing was counted',
      html`<p>Nothing was counted of this in this range. <a href="${goTo({ ...address, query: { tenant: address.query.tenant } }, 'overview')}">Show everything</a></p>`,
      { isWide: true },
    );
  return panel(
    'nothing',
    'Nothing has come in yet',
    html`<p>Numbers appear here as soon as a provider calls a webhook. Paste these addresses at your providers:</p>${webhookList(screen)}
      <p>On your own machine, <code>npm start -- --simulate</code> plays traffic. <a href="${goTo(address, 'setup')}">Setup</a> says what each provider has sent so far.</p>`,
    { isWide: true },
  );
}
