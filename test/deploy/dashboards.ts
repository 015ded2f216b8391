import { CloudWatchClient, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Element, elements, ofClass, parseMarkup, textOf } from '../support/markup.ts';
import { widgetEvent } from '../widget/widget-world.ts';
import { wirewatch } from './command.ts';
import { invoke } from './deployment.ts';

const hour = 3_600_000;
const drawnSchema = z.object({ endpoint: z.string(), params: z.record(z.string(), z.unknown()) });
const dashboardSchema = z.object({ widgets: z.array(z.object({ type: z.string(), properties: z.unknown() })) });

/** Of the deployed dashboards: what the widgets show that we draw, and what their buttons do. */
export function dashboardsAreUsed(): void {
  describe('the deployed dashboards', () => {
    const alerts = { widget: 'alerts', tenant: 'main' };
    const pressed = () => wirewatch('audit').then(({ records }) => records.filter(isOfDashboard));
    let alert: string;
    let silence: object;

    test('call our function for eight sorts of widgets, and each has something to show', async () => {
      const widgets = await customWidgets();
      expect(new Set(widgets.map(({ endpoint }) => endpoint.split(':').at(-1)))).toEqual(
        new Set(['wirewatch-test-widget']),
      );
      const shown = new Map<unknown, string>();
      for (const { params } of widgets) shown.set(params.widget, textOf(await draw(params)));
      expect(shown.size).toBe(8);
      expect(shown.get('tiles')).toContain('messages');
      expect(shown.get('carriers')).toContain('T-Mobile');
      expect(shown.get('errors')).toContain('40008');
      expect(shown.get('campaigns')).toContain('spring-promo');
    });

    test('document our function', async () => {
      expect(await invoke('widget', { describe: true })).toContain('## Wirewatch');
    });

    test('list an alert with buttons, and one that is pressed acts in the name that was typed', async () => {
      const listed = await wirewatch('alerts');
      alert = listed.alerts.find(({ labels }: { labels: { carrier: string } }) => labels.carrier === 'US Cellular').id;
      silence = actionOf(await draw(alerts), 'silence', alert);
      const widget = await draw(alerts, silence, { name: 'Ana Ruiz' });
      expect(ofClass(widget, 'ww-said').map(textOf)).toEqual([expect.stringContaining('silence')]);
      expect(textOf(widget)).toContain('Nobody is told');
      expect(await pressed()).toMatchObject([
        { did: 'silence-alert', by: { name: 'Ana Ruiz (account 111122223333)', via: 'dashboard' } },
      ]);
    });

    test('do nothing again when they refresh with the parameters of the button', async () => {
      const widget = await draw(alerts, silence, { name: 'Ana Ruiz' });
      expect(ofClass(widget, 'ww-said').map(textOf)).toEqual(['This was pressed before: nothing was done again.']);
      expect(await pressed()).toHaveLength(1);
    });

    test('no longer list an alert that was resolved there', async () => {
      const widget = await draw(alerts, actionOf(await draw(alerts), 'resolve', alert));
      expect(textOf(widget)).not.toContain('US Cellular');
      expect(await pressed()).toMatchObject([{ did: 'resolve', by: { name: 'somebody (account 111122223333)' } }, {}]);
    });
  });
}

function isOfDashboard({ by }: { by: { via: string } }): boolean {
  return by.via === 'dashboard';
}

/** What CloudWatch gets for a widget of the last six hours. @param more what a button sends */
async function draw(params: Record<string, unknown>, more: object = {}, typed: object = {}): Promise<Element> {
  const end = Date.now();
  const timeRange = { mode: 'relative', start: end - 6 * hour, end, relativeStart: 6 * hour };
  const event = widgetEvent(params, { timeRange, forms: { all: typed } });
  return parseMarkup(z.string().parse(await invoke('widget', { ...event, ...more })));
}

/** What CloudWatch sends if this button of this alert is pressed. */
function actionOf(widget: Element, action: string, alert: string): object {
  const actions = elements(widget).filter(({ name }) => name === 'cwdb-action');
  const all = actions.map((one) => JSON.parse(textOf(one)));
  return all.find(({ press }) => press.do === action && press.alert === alert);
}

async function customWidgets() {
  const client = new CloudWatchClient();
  const names = ['', '-delivery', '-business', '-health'].map((suffix) => `Wirewatch-test${suffix}`);
  const bodies = await Promise.all(
    names.map((DashboardName) => client.send(new GetDashboardCommand({ DashboardName }))),
  );
  return bodies
    .flatMap(({ DashboardBody = '' }) => dashboardSchema.parse(JSON.parse(DashboardBody)).widgets)
    .flatMap(({ type, properties }) => (type === 'custom' ? [drawnSchema.parse(properties)] : []));
}
