import { describe, expect, test } from 'vitest';
import { type Html, html } from '../../functions/core/html.ts';
import { alertsView } from '../../functions/views/alerts-view.ts';
import { campaignsView } from '../../functions/views/campaigns-view.ts';
import { carriersView } from '../../functions/views/carriers-view.ts';
import { costView } from '../../functions/views/cost-view.ts';
import { errorsView } from '../../functions/views/errors-view.ts';
import { latencyView } from '../../functions/views/latency-view.ts';
import { registrationsView } from '../../functions/views/registrations-view.ts';
import { tilesView } from '../../functions/views/tiles-view.ts';
import type { ViewTools } from '../../functions/views/view.ts';
import { elements, parseMarkup, textOf } from '../support/markup.ts';
import { alertAnswer, alerts } from '../support/view-alerts.ts';
import * as known from '../support/view-answers.ts';

const { hostileName: hostile } = known;
const tools: ViewTools = {
  zone: 'America/New_York',
  now: known.viewNow,
  press: ({ words, confirm }) => html`<button title="${confirm}">${words}</button>`,
  link: (to, words) => html`<a href="#/${to}">${words}</a>`,
};

const hostileAlert = alertAnswer({
  ...{ rule: hostile, title: hostile, comparison: hostile, facts: [hostile] },
  labels: { campaign: hostile, [hostile]: hostile },
  handled: {
    acknowledged: { by: hostile, at: '2026-11-21T19:00:00.000Z' },
    assignee: hostile,
    mutes: [{ words: hostile, note: hostile }],
    closed: [hostile],
    digests: [{ channel: hostile, at: hostile }],
    escalation: { called: [hostile], next: { at: '2026-11-21T20:00:00.000Z', to: [hostile] } },
  },
});
const hostileError = {
  ...{ provider: hostile, code: hostile, meaning: hostile, class: hostile, retry: hostile, remedy: hostile },
  ...{ count: 3, share: 1, source: hostile },
};
const hostileRegistration = {
  ...{ id: hostile, provider: hostile, unit: hostile, status: hostile, word: hostile, reason: hostile },
  ...{ since: '2026-11-20T19:00:00.000Z', updatedAt: '2026-11-20T19:00:00.000Z' },
};
const spent = { provider: hostile, todayMicros: 1, yesterdayMicros: 0 };

type Case = { view: string; rich: Html; empty: Html; hostile?: Html };
const cases: Case[] = [
  {
    view: 'alerts',
    rich: alertsView(alerts, tools),
    empty: alertsView({ alerts: [], firing: 0 }, tools),
    hostile: alertsView(
      { alerts: [hostileAlert, { ...hostileAlert, state: 'inactive' }], firing: 9, next: 'x' },
      tools,
    ),
  },
  {
    view: 'carriers',
    rich: carriersView(known.carriers, tools),
    empty: carriersView(known.noRows, tools),
    hostile: carriersView({ ...known.carriers, rows: [known.row(hostile, 9, [1, 1])] }, tools),
  },
  {
    view: 'errors',
    rich: errorsView(known.errors, tools),
    empty: errorsView(known.noErrors, tools),
    hostile: errorsView({ ...known.errors, rows: [hostileError] }, tools),
  },
  {
    view: 'campaigns',
    rich: campaignsView(known.campaigns, tools),
    empty: campaignsView(known.noRows, tools),
    hostile: campaignsView({ ...known.campaigns, rows: [known.row(hostile, 9, [1, 1], 20)] }, tools),
  },
  { view: 'latency', rich: latencyView(known.latency, tools), empty: latencyView(known.noLatency, tools) },
  {
    view: 'registrations',
    rich: registrationsView(known.registrations, tools),
    empty: registrationsView({ registrations: [] }, tools),
    hostile: registrationsView({ registrations: [hostileRegistration] }, tools),
  },
  {
    view: 'cost',
    rich: costView(known.cost, tools),
    empty: costView(known.noCost, tools),
    hostile: costView({ ...known.cost, byProvider: [spent] }, tools),
  },
  { view: 'tiles', rich: tilesView(known.summary, tools), empty: tilesView(known.noSummary, tools) },
];

describe.each(cases)('the view of $view', ({ rich, empty, hostile: strange = rich }) => {
  test.each([
    ['much', rich],
    ['nothing', empty],
    ['hostile names', strange],
  ])('is well-formed markup, without script and inline style, of %s', (_, { markup }) => {
    const found = elements(parseMarkup(markup));
    expect(found.filter(({ name }) => ['script', 'iframe', 'object', 'style'].includes(name))).toEqual([]);
    const names = found.flatMap(({ attributes }) => Object.keys(attributes));
    expect(names.filter((name) => name === 'style' || name.startsWith('on'))).toEqual([]);
    const links = found.flatMap(({ attributes: { href } }) => href ?? []);
    expect(links.filter((href) => !/^(https:\/\/|#\/)/.test(href))).toEqual([]);
  });

  test('says what to do where there is nothing', () => {
    expect(textOf(parseMarkup(empty.markup))).toMatch(/npx wirewatch|docs\/|longer time/);
  });

  test('has tables with captions, and heads that say what they head', () => {
    const found = elements(parseMarkup(rich.markup));
    const tables = found.filter(({ name }) => name === 'table');
    for (const table of tables) expect(elements(table).filter(({ name }) => name === 'caption')).toHaveLength(1);
    const heads = found.filter(({ name }) => name === 'th');
    expect(heads.every(({ attributes: { scope } }) => scope === 'col' || scope === 'row')).toBe(true);
  });

  test('shows of a name without end what fits, and nothing that turns text around outside of it', () => {
    const root = parseMarkup(strange.markup);
    const shown = elements(root).flatMap(({ name, children }) =>
      children.filter((child) => typeof child === 'string').map((text) => ({ name, text })),
    );
    for (const { text } of shown) expect(text.length).toBeLessThan(450);
    const turning = shown.filter(({ text }) => text.includes('‮'));
    expect(turning.filter(({ name }) => !['bdi', 'h3', 'a', 'button'].includes(name))).toEqual([]);
  });
});

const named = cases.filter(({ hostile: strange }) => strange !== undefined);
test.each(named)('the view of $view has a cut name as a whole in its title', ({ hostile: strange }) => {
  const titles = elements(parseMarkup(strange?.markup ?? '')).map(({ attributes: { title } }) => title);
  expect(titles).toContain(hostile);
});
