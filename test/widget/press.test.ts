import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dispatchReader } from '../../functions/aws/dispatch-table.ts';
import { hour, minute } from '../../functions/core/time.ts';
import { takeWidgetEvent } from '../../functions/widget/take-widget-event.ts';
import type { WidgetDeps } from '../../functions/widget/widget-deps.ts';
import { actWorld, now } from '../act/act-world.ts';
import { type Element, elements, ofClass, parseMarkup, textOf } from '../support/markup.ts';
import { startTables } from '../support/tables.ts';
import { functionArn, widgetEvent } from './widget-world.ts';

let tables: Awaited<ReturnType<typeof startTables>>;
beforeAll(async () => {
  tables = await startTables();
});
afterAll(() => tables.stop());

/** A dashboard with the widget of alerts, and somebody before it. */
function dashboard() {
  const world = actWorld(tables);
  const { tenant, deps: act, clock } = world;
  const reader = dispatchReader({ client: tables.client, tableName: tables.tables.state }, () => undefined);
  const deps = {
    ...{ config: act.config, functionArn, act, take: act.take, said: reader, now: act.now, wall: act.wall },
  } as unknown as WidgetDeps;
  const params = { widget: 'alerts', tenant };
  const call = (more: object, forms = {}) =>
    takeWidgetEvent({ ...widgetEvent(params, { forms: { all: forms } }), ...more }, deps);
  return {
    ...world,
    clock,
    call,
    refresh: () => call({}),
    /** Presses a button of what was drawn, as CloudWatch would: with the parameters that stand behind it. */
    press: (markup: string, words: string, forms = {}) => call(JSON.parse(textOf(actionAfter(markup, words))), forms),
  };
}

function actionAfter(markup: string, words: string): Element {
  const all = elements(parseMarkup(markup));
  const at = all.findIndex((element) => element.name === 'button' && textOf(element) === words);
  return all[at + 1] as Element;
}

const said = (markup: string) => ofClass(parseMarkup(markup), 'ww-said').map(textOf);

describe('a button of the widget of alerts', () => {
  test('calls this very function after a question, and what comes stands in place of the widget', async () => {
    const world = dashboard();
    await world.fire();
    const { name, attributes } = actionAfter(await world.refresh(), 'Resolve');
    expect(name).toBe('cwdb-action');
    expect(attributes).toMatchObject({ action: 'call', display: 'widget', endpoint: functionArn });
    expect(attributes.confirmation).toMatch(/^Resolve: .*\?/);
  });

  test('acknowledges for an hour, and the audit has the typed name and the account', async () => {
    const world = dashboard();
    const { rule, id } = await world.fire();
    const drawn = await world.press(await world.refresh(), 'Acknowledge for 1 h', { name: ' Ana ' });
    expect(said(drawn)[0]).toContain('acknowledged by Ana (account 111122223333)');
    expect(textOf(parseMarkup(drawn))).toContain('Acknowledged by Ana (account 111122223333)');
    expect((await world.deps.handling(world.tenant, id))?.acknowledged?.until).toBe(now + hour);
    const by = { name: 'Ana (account 111122223333)', via: 'dashboard' };
    expect(await world.audited()).toMatchObject([
      { by, did: 'acknowledge', changes: [{ what: expect.stringContaining(rule) }] },
    ]);
  });

  test('keeps the name in its field for the next press', async () => {
    const world = dashboard();
    await world.fire();
    const drawn = await world.press(await world.refresh(), 'Acknowledge for 1 h', { name: '"><b>Ana' });
    const [field] = elements(parseMarkup(drawn)).filter(({ name }) => name === 'input');
    expect(field?.attributes.value).toBe('"><b>Ana');
  });

  test.each([{}, { name: '' }, { name: 7 }, { name: 'A\nB' }, { name: 'x'.repeat(101) }])(
    'of whoever types %j was pressed by somebody',
    async (forms) => {
      const world = dashboard();
      await world.fire();
      await world.press(await world.refresh(), 'Acknowledge for 1 h', forms);
      expect(await world.audited()).toMatchObject([{ by: { name: 'somebody (account 111122223333)' } }]);
    },
  );

  test('silences for four hours what has the rule and the labels', async () => {
    const world = dashboard();
    await world.fire();
    const drawn = await world.press(await world.refresh(), 'Silence for 4 h');
    const [silence] = await world.deps.silences(world.tenant);
    expect(silence).toMatchObject({ endsAt: now + 4 * hour, comment: 'from a dashboard' });
    expect(silence?.matchers.map(({ label, value }) => [label, value])).toEqual(
      expect.arrayContaining([
        ['rule', 'delivery-by-carrier'],
        ['carrier', 'AT&T'],
      ]),
    );
    expect(textOf(parseMarkup(drawn))).toContain('Nobody is told');
  });

  test('resolves', async () => {
    const world = dashboard();
    const { rule, id } = await world.fire();
    const drawn = await world.press(await world.refresh(), 'Resolve');
    expect(await world.deps.alert(world.tenant, rule, id)).toMatchObject({ state: 'inactive' });
    expect(textOf(parseMarkup(drawn))).toContain('Nothing is wrong');
    expect(await world.audited()).toMatchObject([{ did: 'resolve' }]);
  });

  test('does nothing again when the dashboard refreshes with its parameters, not even to an alert that fires anew', async () => {
    const world = dashboard();
    const alert = await world.fire();
    const list = await world.refresh();
    await world.press(list, 'Resolve');
    const resolved = await world.deps.alert(world.tenant, alert.rule, alert.id);
    await world.deps.saveAlert({ ...alert, rev: (resolved?.rev ?? 0) + 1, episode: 2 }, now + hour);
    world.clock.now += 5 * minute;
    expect(said(await world.press(list, 'Resolve'))).toEqual(['This was pressed before: nothing was done again.']);
    expect(await world.deps.alert(world.tenant, alert.rule, alert.id)).toMatchObject({ state: 'firing' });
    expect(await world.audited()).toHaveLength(1);
  });

  test('of a list that is more than an hour old does nothing and says so', async () => {
    const world = dashboard();
    await world.fire();
    const list = await world.refresh();
    world.clock.now += hour + 1;
    expect(said(await world.press(list, 'Resolve'))[0]).toContain('more than an hour old');
    expect(await world.audited()).toEqual([]);
  });

  test('that stands in the dashboard itself is not pressed by whoever opens it', async () => {
    const world = dashboard();
    await world.fire();
    const held = JSON.parse(textOf(actionAfter(await world.refresh(), 'Resolve')));
    const drawn = await world.call(widgetEvent(held));
    expect(said(drawn)).toEqual([]);
    expect(await world.audited()).toEqual([]);
  });

  test('of a time to come does nothing: it would be good for ever', async () => {
    const world = dashboard();
    await world.fire();
    const list = await world.refresh();
    world.clock.now -= 2 * minute;
    expect(said(await world.press(list, 'Resolve'))[0]).toContain('of a time to come');
    expect(await world.audited()).toEqual([]);
  });

  test('of an alert that is over by then says so', async () => {
    const world = dashboard();
    await world.fire();
    const list = await world.refresh();
    await world.press(list, 'Resolve');
    expect(said(await world.press(list, 'Acknowledge for 1 h'))[0]).toMatch(
      /^Nothing was to be done: .*it does not fire any more/,
    );
  });

  test('reaches no alert of another tenant', async () => {
    const [mine, theirs] = [dashboard(), dashboard()];
    const { rule, id } = await theirs.fire();
    await mine.fire({ id: 'aaaaaaaaaaaa' });
    const list = (await mine.refresh()).replaceAll('aaaaaaaaaaaa', id);
    expect(said(await mine.press(list, 'Resolve'))[0]).toContain('Nothing was done');
    expect(await theirs.deps.alert(theirs.tenant, rule, id)).toMatchObject({ state: 'firing' });
  });
});

test('a refresh reads and writes nothing', async () => {
  const world = dashboard();
  await world.fire();
  await world.refresh();
  expect(await world.audited()).toEqual([]);
  expect(await world.deps.handlings(world.tenant)).toEqual([]);
});

test.each([
  ['another action', { do: 'end-silence' }],
  ['another length', { do: 'silence', for: 400 * hour }],
  ['something beside it', { do: 'resolve', tenant: 'other' }],
])('a press with %s is refused', async (_, changes) => {
  const world = dashboard();
  await world.fire();
  const press = { alert: '7f3a9c0b1d2e', drawing: '0123456789ab', drawnAt: now, ...changes };
  const text = textOf(parseMarkup(await world.call({ press })));
  expect(text).toContain('This cannot be shown.');
  expect(await world.audited()).toEqual([]);
});

test('a widget that shows something else takes no press', async () => {
  const world = dashboard();
  await world.fire();
  const press = { do: 'resolve', alert: '7f3a9c0b1d2e', drawing: '0123456789ab', drawnAt: now };
  await world.call({ widget: 'cost', press }).catch(() => undefined);
  expect(await world.audited()).toEqual([]);
});
