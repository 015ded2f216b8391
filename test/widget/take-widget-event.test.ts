import { describe, expect, test } from 'vitest';
import { hour, minute } from '../../functions/core/time.ts';
import { widgetNames } from '../../functions/widget/widget-event.ts';
import { messages, now } from '../api/measures-world.ts';
import { elements, ofClass, parseMarkup, textOf } from '../support/markup.ts';
import { hostileName } from '../support/view-answers.ts';
import { widgetEvent, widgetsOf } from './widget-world.ts';

const carrier = (value: string) => ({ dimension: 'carrier', value }) as const;
const traffic = [
  messages(now - 2 * hour, 90, 10),
  messages(now - 2 * hour, 60, 40, carrier('telnyx|AT&T')),
  messages(now - 2 * hour, 30, 1, carrier('twilio|Verizon')),
];
const textIn = (markup: string) => textOf(parseMarkup(markup));

test('“Get documentation” is answered with Markdown that explains every widget', async () => {
  const answer = await widgetsOf([]).ask({ describe: true });
  for (const name of widgetNames) expect(answer).toContain(`\`${name}\`:`);
  expect(answer).toMatch(/^## Wirewatch/);
});

describe.each(widgetNames.map((widget) => ({ widget })))('the widget $widget', ({ widget }) => {
  test('is whole markup in one element, that brings its style and no script', async () => {
    const markup = await widgetsOf(traffic).ask(widgetEvent({ widget, tenant: 'main' }));
    const [root, ...others] = parseMarkup(markup).children;
    expect(others).toEqual([]);
    expect(root).toMatchObject({ name: 'div', attributes: { class: 'cwdb-no-default-styles ww ww-light' } });
    const names = elements(parseMarkup(markup)).map(({ name }) => name);
    expect(names.filter((name) => name === 'style')).toHaveLength(1);
    expect(names).not.toContain('script');
  });

  test('says what to do where there is nothing to show', async () => {
    const markup = await widgetsOf([]).ask(widgetEvent({ widget }));
    expect(textIn(markup)).toMatch(/npx wirewatch|docs\/|longer time/);
  });
});

describe('the range of time', () => {
  const early = [messages(now - 20 * hour, 70, 7, carrier('telnyx|AT&T'))];
  const ask = (context: Record<string, unknown>) => widgetsOf(early).ask(widgetEvent({ widget: 'carriers' }, context));

  test('is the dashboard’s', async () => {
    expect(textIn(await ask({}))).toContain('AT&T');
    const short = { mode: 'relative', start: now - hour, end: now, relativeStart: hour };
    expect(textIn(await ask({ timeRange: short }))).toContain('No message went to any carrier');
  });

  test('is what is zoomed into', async () => {
    const whole = { mode: 'relative', start: now - 24 * hour, end: now, relativeStart: 24 * hour };
    const zoom = { start: now - 3 * hour, end: now - hour };
    expect(textIn(await ask({ timeRange: { ...whole, zoom } }))).toContain('No message went to any carrier');
    const around = { start: now - 21 * hour, end: now - 19 * hour };
    expect(textIn(await ask({ timeRange: { ...whole, zoom: around } }))).toContain('AT&T');
  });

  test('may be set from when till when', async () => {
    const timeRange = { mode: 'absolute', start: now - 21 * hour - 7 * minute, end: now - 19 * hour };
    expect(textIn(await ask({ timeRange }))).toContain('AT&T');
  });

  test('that is too long is refused in words', async () => {
    const timeRange = { mode: 'absolute', start: 0, end: now };
    expect(textIn(await ask({ timeRange }))).toMatch(/the range is too long: write one of \d+ days at most/);
  });
});

test('the theme is the dashboard’s', async () => {
  const markup = await widgetsOf(traffic).ask(widgetEvent({ widget: 'tiles' }, { theme: 'dark' }));
  expect(parseMarkup(markup).children[0]).toMatchObject({ attributes: { class: 'cwdb-no-default-styles ww ww-dark' } });
});

test('one provider’s rows are shown, and nothing of others', async () => {
  const markup = await widgetsOf(traffic).ask(widgetEvent({ widget: 'carriers', provider: 'telnyx' }));
  expect(textIn(markup)).toContain('AT&T');
  expect(textIn(markup)).not.toContain('Verizon');
});

test('a variable of the dashboard that is not set means nobody in particular', async () => {
  const markup = await widgetsOf(traffic).ask(widgetEvent({ widget: 'carriers', tenant: '', provider: '' }));
  expect(textIn(markup)).toContain('Verizon');
});

test('a button’s call has the widget’s own parameters beside it', async () => {
  const event = widgetEvent({ widget: 'carriers', provider: 'twilio' });
  const markup = await widgetsOf(traffic).ask({ widgetContext: event.widgetContext });
  expect(textIn(markup)).toContain('Verizon');
  expect(textIn(markup)).not.toContain('AT&T');
});

describe('what cannot be shown says why', () => {
  test.each([
    ['no widget', {}, 'widget: '],
    ['a widget that there is not', { widget: 'alert' }, `write one of ${widgetNames.join(', ')}`],
    ['a tenant that there is not', { widget: 'alerts', tenant: '<b>' }, 'tenant: there is no "<b>"'],
    ['a provider that there is not', { widget: 'tiles', provider: 'telnix' }, 'there is no provider "telnix"'],
    ['a press of what is no button', { widget: 'alerts', press: { do: 'end-silence' } }, 'press'],
  ])('%s', async (_, params, words) => {
    expect(textIn(await widgetsOf([]).ask({ ...widgetEvent({}), ...params }))).toContain(words);
  });

  test.each([undefined, null, 'x', 7, [], {}])('%j is no event', async (event) => {
    expect(textIn(await widgetsOf([]).ask(event))).toContain('This cannot be shown.');
  });
});

test('a hostile name is text, and a link to the page leads to its campaign', async () => {
  const counted = [messages(now - hour, 30, 1, { dimension: 'campaign', value: hostileName })];
  const pageUrl = 'https://wirewatch.example.com';
  const markup = await widgetsOf(counted, { pageUrl }).ask(widgetEvent({ widget: 'campaigns' }));
  const root = parseMarkup(markup);
  expect(elements(root).some(({ name }) => name === 'script')).toBe(false);
  const [link] = elements(root).filter(({ name }) => name === 'a');
  const url = new URL(link?.attributes.href ?? '');
  expect(new URLSearchParams(url.hash.split('?')[1]).get('campaign')).toBe(hostileName);
  expect(url.hash).toMatch(/^#\/overview\?tenant=main&/);
});

test('an answer that would be too large is cut, and says how much is left out', async () => {
  const long = '"'.repeat(3000);
  const counted = Array.from({ length: 40 }, (_, index) =>
    messages(now - hour, 30 + index, 1, { dimension: 'campaign', value: `${index}${long}` }),
  );
  const markup = await widgetsOf(counted).ask(widgetEvent({ widget: 'campaigns' }));
  expect(markup.length).toBeLessThan(270_000);
  const rows = elements(parseMarkup(markup)).filter(({ name }) => name === 'tr').length - 1;
  expect(rows).toBeGreaterThan(5);
  const note = ofClass(parseMarkup(markup), 'ww-note').map(textOf);
  expect(note).toContain(`${40 - rows} more rows are left out: a widget shows no more at once.`);
});
