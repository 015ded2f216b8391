import { describe, expect, test } from 'vitest';
import { html } from '../../functions/core/html.ts';
import { alertsView } from '../../functions/views/alerts-view.ts';
import { campaignsView } from '../../functions/views/campaigns-view.ts';
import { carriersView } from '../../functions/views/carriers-view.ts';
import { costView } from '../../functions/views/cost-view.ts';
import { errorsView } from '../../functions/views/errors-view.ts';
import { latencyView } from '../../functions/views/latency-view.ts';
import { registrationsView } from '../../functions/views/registrations-view.ts';
import { tilesView } from '../../functions/views/tiles-view.ts';
import type { Press, ViewTools } from '../../functions/views/view.ts';
import { type Element, elements, ofClass, parseMarkup, textOf } from '../support/markup.ts';
import { alerts } from '../support/view-alerts.ts';
import * as known from '../support/view-answers.ts';

const tools: ViewTools = { zone: 'America/New_York', now: known.viewNow };
const hour = 3_600_000;

/** Rows of the first table, cell by cell. */
function rowsOf({ markup }: { markup: string }): string[][] {
  const cells = (row: Element) => elements(row).filter(({ name }) => name === 'th' || name === 'td');
  const rows = elements(parseMarkup(markup)).filter(({ name }) => name === 'tr');
  return rows.slice(1).map((row) => cells(row).map(textOf));
}

describe('alerts', () => {
  const presses: Press[] = [];
  const press = (one: Press) => {
    presses.push(one);
    return html`<button>${one.words}</button>`;
  };
  const root = parseMarkup(alertsView(alerts, { ...tools, press }).markup);
  const cards = ofClass(root, 'ww-card');

  test('say their severity or state in words, not by colour alone', () => {
    const pills = cards.map((card) => textOf(ofClass(card, 'ww-pill-tone')[0] as Element));
    expect(pills).toEqual(['critical', 'high', 'about to fire', 'ended']);
  });

  test('say since when, by the tenant’s clocks', () => {
    expect(textOf(cards[0] as Element)).toContain('Since 14:03 EST, 12 min');
  });

  test('say who has them in hand, why nobody is told, and who is called next', () => {
    const text = textOf(cards[1] as Element);
    expect(text).toContain('Acknowledged by Ana 13:55 EST until 14:55 EST');
    expect(text).toContain('Nobody is told: campaign="spring-promo" until 17:15 EST: known, copy is being changed');
    expect(text).toContain('Unless somebody acknowledges it, manager 14:55 EST');
  });

  test('can be acknowledged, silenced and resolved where they fire, each after a question', () => {
    expect(presses.map(({ alert, do: action, for: lasts }) => [alert, action, lasts])).toEqual([
      ['7f3a9c22b1d0', 'acknowledge', hour],
      ['7f3a9c22b1d0', 'silence', 4 * hour],
      ['7f3a9c22b1d0', 'resolve', undefined],
      ['c01d5e77aa10', 'silence', 4 * hour],
      ['c01d5e77aa10', 'resolve', undefined],
    ]);
    expect(presses.every(({ confirm }) => confirm.includes('?'))).toBe(true);
  });

  test('have no buttons where nothing can be done', () => {
    expect(alertsView(alerts, tools).markup).not.toContain('ww-actions');
  });

  test('say how many more fire than are shown', () => {
    const { markup } = alertsView({ ...alerts, firing: 12, next: 'x' }, tools);
    expect(markup).toContain('10 more alerts fire');
  });
});

describe('carriers', () => {
  const view = carriersView(known.carriers, tools);

  test('have a row each, with shares and counts', () => {
    expect(rowsOf(view)[0]?.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'AT&T Telnyx',
      '8,043',
      '60 % 4,768',
      '28 % 2,311',
      '9.9 % 804',
      '0.4 % 40',
      '1.4 % 120',
    ]);
  });

  test('are the hotter the more goes wrong', () => {
    const cells = elements(parseMarkup(view.markup)).filter(({ name }) => name === 'td');
    const heats = cells.map(({ attributes }) => attributes.class).filter((name) => name?.startsWith('ww-heat'));
    expect(heats.slice(0, 8)).toEqual([
      ...['ww-heat-5', 'ww-heat-5', 'ww-heat-3', 'ww-heat-0'],
      ...['ww-heat-1', 'ww-heat-1', 'ww-heat-0', 'ww-heat-0'],
    ]);
  });

  test('say how many are not listed', () => {
    expect(view.markup).toContain('3 more carriers with 220 messages');
  });

  test('show endings that hardly ever happen only where they did', () => {
    expect(view.markup).not.toContain('Canceled');
    const [row = known.row('x', 1, [0, 0])] = known.carriers.rows;
    const canceled = { ...row, outcomes: { ...row.outcomes, canceled: 3 } };
    expect(carriersView({ ...known.carriers, rows: [canceled] }, tools).markup).toContain('Canceled');
  });
});

test('errors say what to do, and link to the provider’s own page', () => {
  const { markup } = errorsView(known.errors, tools);
  expect(textOf(parseMarkup(markup))).toContain('if so, open a ticket with Telnyx');
  expect(markup).toContain('href="https://developers.telnyx.com/docs/overview/errors/40008"');
  expect(markup).toContain('3,120 failures in the last 24 whole hours, 410 in the 24 before: increasing, +661.0 %');
});

test('campaigns below 70 points stand out, and have a link to more', () => {
  const link = (to: string, words: string) => html`<a href="#/${to}">${words}</a>`;
  const root = parseMarkup(campaignsView(known.campaigns, { ...tools, link }).markup);
  expect(ofClass(root, 'ww-bad-text').map(textOf)).toEqual(['64']);
  expect(elements(root).flatMap(({ attributes: { href } }) => href ?? [])[0]).toBe('#/campaigns/spring-promo');
});

describe('latency', () => {
  const root = parseMarkup(latencyView(known.latency, tools).markup);

  test('has percentiles, and says of one that it is beyond what is measured', () => {
    const facts = elements(root).filter(({ name }) => name === 'dd');
    expect(facts.map(textOf)).toEqual(['2.4 s', '18.2 s', 'over 1 h', '5.4 s']);
  });

  test('has a bar for each bucket, as tall as its count, and says in words what is seen', () => {
    const bars = ofClass(root, 'ww-bar').map(({ attributes: { height } }) => Number(height));
    expect(bars).toHaveLength(13);
    expect(Math.max(...bars)).toBe(bars[2]);
    expect(bars[11]).toBe(0);
    expect(bars[12]).toBeGreaterThan(0);
    const [picture] = elements(root).filter(({ name }) => name === 'svg');
    expect(picture?.attributes).toMatchObject({ role: 'img' });
    expect(picture?.attributes['aria-label']).toContain('most of them 2 s to 5 s');
  });
});

test('registrations that keep messages from being sent are counted', () => {
  const { markup } = registrationsView(known.registrations, tools);
  expect(markup).toContain('1 of them keeps messages from being sent');
  expect(textOf(parseMarkup(markup))).toContain('T-Mobile suspended it: messages of another kind were sent');
});

test('a registration that keeps messages from being sent stands out, by its word too; an active one does not', () => {
  const pills = ofClass(parseMarkup(registrationsView(known.registrations, tools).markup), 'ww-pill-tone');
  const tones = pills.map((pill) => [textOf(pill), /ww-(critical|ended|info)/.exec(pill.attributes.class ?? '')?.[1]]);
  expect(tones).toContainEqual(['active', 'ended']);
  expect(tones).toContainEqual(['suspended', 'critical']);
});

test('cost stands against yesterday up to the same time', () => {
  const root = parseMarkup(costView(known.cost, tools).markup);
  expect(textOf(ofClass(root, 'ww-tile')[0] as Element)).toBe(
    'Today$104.2069 % more than $61.40 yesterday until this time',
  );
  expect(textOf(root)).toContain('12 % of today is estimated by the rate cards');
});

describe('tiles', () => {
  const tiles = ofClass(parseMarkup(tilesView(known.summary, tools).markup), 'ww-tile').map(textOf);

  test('say in words whether it got better or worse, where it is not chance', () => {
    expect(tiles[1]).toMatch(/^Delivered86 %▼ worsening-11\.\d % from 97\.6 %/);
    expect(tiles[2]).toContain('worsening');
    expect(tiles[5]).toBe('Opted out0.8 %before: 0.8 %200 of 24,000');
  });

  test('tell of calls, of what people wrote and of faults, where a team has them', () => {
    const { now, before } = known.summary;
    const all = tilesView({ ...known.summary, now: { ...now, faults: 3 } }, tools).markup;
    const { calls, inbound } = known.noSummary.now;
    const none = { calls, inbound, faults: 0 };
    const few = tilesView({ ...known.summary, now: { ...now, ...none }, before: { ...before, ...none } }, tools).markup;
    for (const name of ['Messages from people', 'Calls completed', 'Faults']) {
      expect(all).toContain(name);
      expect(few).not.toContain(name);
    }
  });
});
