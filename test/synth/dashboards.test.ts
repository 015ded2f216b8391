import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { defineConfig } from '../../functions/config/define-config.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { providers } from '../../functions/providers/index.ts';
import { widgets as drawnWidgets } from '../../functions/widget/widgets.ts';
import { searchWord } from '../../lib/dashboards/variables.ts';
import { functionNames, logGroupName } from '../../lib/names.ts';
import { bodiesOf, dashboardStack, expressionsOf, searchesIn } from './dashboard-bodies.ts';
import { build, config, resources } from './synthesis.ts';

const { stack, dashboards } = build();
const service = Template.fromStack(stack);
const template = Template.fromStack(dashboards);
const bodies = bodiesOf(template);
const named = (suffix: string) => bodies.find(({ name }) => name === `Wirewatch-prod${suffix}`);
const [overview, delivery, business, health] = ['', '-delivery', '-business', '-health'].map(named);

/** What a widget shows, as text. */
function shownBy(suffix: string, title: string): string {
  const widget = named(suffix)?.widgets.find(({ properties }) => properties.title === title);
  if (widget === undefined) throw new Error(`no widget ${title}`);
  return JSON.stringify(widget);
}

test('there are four dashboards, which begin with the last hour', () => {
  expect(bodies).toHaveLength(4);
  for (const body of [overview, delivery, business, health]) expect(body?.start).toBe('-PT1H');
});

describe('panels of the documents', () => {
  test.each([
    ['D-01', '', 'Message volume', ['singleValue', metricNames.transitions, 'sent']],
    ['D-02', '', 'How long the API takes, ms', [metricNames.apiLatency, 'p50', 'p95', 'p99', '"min":0']],
    ['D-03', '', 'Error rate', ['singleValue', 'undelivered', 'failed']],
    ['D-03 bands', '', 'Error rate, %', ['"value":1', '"value":5']],
    ['D-04', '', 'Campaigns', ['"widget":"campaigns"']],
    ['D-05', '', 'What waits in queues', ['-spill', '-bus', 'ApproximateNumberOfMessagesVisible']],
    ['D-06', '', 'Functions at once', ['ConcurrentExecutions', '-ingest', '-count', '-api']],
    ['D-07', '', 'Delivered of settled, by provider, %', ['"label":"telnyx"', '"label":"twilio"', 'delivered']],
    ['D-10', '-business', 'Delivery rate', ['singleValue', 'delivered']],
    ['D-12 overview', '-health', 'Errors', ['SOURCE', 'ERROR']],
    ['D-12 errors', '-health', 'What went wrong most', ['stats count(*)']],
    ['D-12 security', '-health', 'Security: refused webhooks and calls', ['log_type', 'refused']],
    ['D-12 performance', '-health', 'Slow functions', ['durationMs', 'p99']],
    ['D-13 duration', '-health', 'Duration, p99 ms', ['AWS/Lambda', 'Duration', '-ingest', '-audit']],
    ['D-13 memory', '-health', 'Slow functions', ['maxMemoryUsedMB']],
    ['D-13 concurrency', '-health', 'Functions at once', ['ConcurrentExecutions']],
    ['D-13 failures', '-health', 'Runs that failed', ['AWS/Lambda', 'Errors', '-ingest']],
    ['D-13 requests', '-health', 'Runs', ['Invocations', '-ingest']],
    ['D-14 requests', '-health', 'Requests of the API, and those that failed', ['ApiRequests', 'ApiErrors']],
    ['D-15 success', '-delivery', 'Completed of ended calls, %', ['call.completed', 'call.no-answer']],
    ['D-15 statuses', '-delivery', 'Calls and what became of them', ['call.initiated', 'call.busy']],
    ['D-15 queue', '', 'What waits in queues', ['-spill']],
    ['D-16 capacity', '-health', 'Tables: read units', ['ConsumedReadCapacityUnits', 'Wirewatch-_stage_']],
    ['D-16 writes', '-health', 'Tables: write units', ['ConsumedWriteCapacityUnits']],
    ['D-16 throttles', '-health', 'Tables: throttled requests', ['ThrottledRequests']],
    ['D-16 queues', '-health', 'Dead letters', ['count-dead-letters', 'schedules-dead-letters']],
    ['D-19', '', 'Today', ['"widget":"tiles"']],
    ['D-20 alerts', '', 'Active alerts', ['"widget":"alerts"']],
    ['D-20 cost', '-business', 'Cost today, yesterday and this month', ['"widget":"cost"']],
  ])('%s', (_, dashboard, title, shown) => {
    const widget = shownBy(dashboard, title);
    for (const text of shown) expect(widget).toContain(text);
  });

  test('D-11: one each for an overview, delivery, the business, and alerts with what runs them', () => {
    const names = bodies.map(({ name }) => name);
    const [first, ...others] = ['Wirewatch-prod', '-delivery', '-business', '-health'];
    expect(names.toSorted()).toEqual([first, ...others.map((one) => `${first}${one}`)].toSorted());
  });

  test('every widget that the function draws is on one of them', () => {
    const drawn = bodies.flatMap(({ text }) => [...text.matchAll(/"widget":"([a-z]+)"/g)].map(([, name]) => name));
    expect([...new Set(drawn)].toSorted()).toEqual(Object.keys(drawnWidgets).toSorted());
  });

  test('no two stand on each other, and none is wider than the dashboard', () => {
    for (const { text } of bodies) {
      const cells = new Set<string>();
      for (const { x, y, width, height } of JSON.parse(text).widgets) {
        expect(x + width).toBeLessThanOrEqual(24);
        for (let row = y; row < y + height; row += 1) {
          for (let column = x; column < x + width; column += 1) {
            expect(cells.has(`${column},${row}`)).toBe(false);
            cells.add(`${column},${row}`);
          }
        }
      }
    }
  });
});

describe('what can be chosen', () => {
  const alone = defineConfig({ stages: { prod: {} }, rules: [], routes: [], channels: {} });
  const several = defineConfig({ ...alone, tenants: { main: {}, acme: {} } });
  const everything = Object.keys(providers).map(searchWord).join(' OR ');

  test('is a provider, and at first all of them', () => {
    for (const { variables } of bodiesOf(dashboardStack(alone))) {
      expect(variables.map(({ id }) => id)).toEqual(['provider']);
      expect(variables[0]).toMatchObject({
        defaultValue: everything,
        values: [{ label: 'all' }, ...Object.keys(providers).map((label) => ({ label }))],
      });
    }
  });

  test('each by a word that a search takes without quotes, and that names no other', () => {
    const words = Object.keys(providers).map(searchWord);
    expect(new Set(words).size).toBe(words.length);
    for (const word of words) expect(word).toMatch(/^[A-Za-z0-9]+$/);
  });

  test.each([
    ['a stage', 'where another is deployed to the same place', config, 'stage', ['prod', 'dev']],
    ['a tenant', 'where there are several', several, 'tenant', ['main', 'acme']],
  ])('is %s %s', (_, __, of, id, values) => {
    for (const { variables } of bodiesOf(dashboardStack(of))) {
      const found = variables.find((variable) => variable.id === id);
      expect(found?.values.map(({ value }) => value)).toEqual(values);
      expect(found?.defaultValue).toBe(values[0]);
    }
  });

  test('is no stage of another account', () => {
    const apart = defineConfig({ ...alone, stages: { prod: {}, dev: { account: '444455556666' } } });
    for (const { variables, text } of bodiesOf(dashboardStack(apart))) {
      expect(variables.map(({ id }) => id)).toEqual(['provider']);
      expect(text).not.toContain('_stage_');
    }
  });

  test('is replaced everywhere, and nothing else is: the texts that stand for it are in no name and no sentence', () => {
    for (const { variables, widgets } of bodiesOf(
      dashboardStack(defineConfig({ ...config, tenants: several.tenants })),
    )) {
      const patterns = variables.map(({ pattern }) => pattern);
      expect(patterns).toEqual(['_stage_', '_tenant_', '_providers_']);
      for (const { properties } of widgets) {
        const said = `${properties.title} ${properties.markdown}`;
        for (const pattern of patterns) expect(said).not.toContain(pattern);
        expect(JSON.stringify(properties)).not.toMatch(/[wW]irewatch[-/](prod|dev)/);
      }
    }
  });
});

test('the alarms of the service are all shown, and those of the overview exist', () => {
  const alarms = Object.values(resources(service, 'AWS::CloudWatch::Alarm')).map(({ Properties }) =>
    String(Properties.AlarmName),
  );
  const shown = (text = '') =>
    [...text.matchAll(/:alarm:wirewatch-_stage_-([a-z0-9-]+)/g)].map(([, name]) => `wirewatch-prod-${name}`);
  expect(shown(health?.text).toSorted()).toEqual(alarms.toSorted());
  expect(shown(overview?.text).length).toBe(5);
});

test('links lead to sections of the runbook that are there', () => {
  const links = bodies.flatMap(({ text }) => [...text.matchAll(/runbook\.md#([a-z-]+)/g)].map(([, anchor]) => anchor));
  const headings = readFileSync('docs/runbook.md', 'utf8').match(/^#+ .+$/gm) ?? [];
  const anchors = headings.map((line) => line.replace(/^#+ /, '').toLowerCase().replaceAll(' ', '-'));
  expect(links.length).toBeGreaterThan(1);
  for (const link of links) expect(anchors).toContain(link);
});

test('every metric that we write is on a dashboard', () => {
  const text = bodies.map((body) => body.text).join('');
  expect(Object.values(metricNames).filter((name) => !text.includes(name))).toEqual([]);
});

test('logs are asked of groups that exist', () => {
  const groups = Object.values(resources(service, 'AWS::Logs::LogGroup')).map(
    ({ Properties }) => Properties.LogGroupName,
  );
  const saved = Object.values(resources(template, 'AWS::Logs::QueryDefinition')).map(({ Properties }) => Properties);
  expect(saved.length).toBeGreaterThan(4);
  const asked = saved.flatMap(({ LogGroupNames }) => LogGroupNames);
  const drawn = bodies.flatMap(({ text }) =>
    [...text.matchAll(/SOURCE '([^']+)'/g)].map(([, name = '']) => name.replace('_stage_', 'prod')),
  );
  expect(drawn.length).toBeGreaterThan(4);
  for (const name of [...asked, ...drawn]) expect(groups).toContain(name);
  expect(new Set(asked)).toEqual(new Set(functionNames.map((name) => logGroupName('prod', name))));
});

test('each stays within what CloudWatch takes: 500 widgets, 500 metrics each, 1,024 characters of a search, 2,048 of an expression', () => {
  for (const { text, widgets, variables } of bodies) {
    expect(widgets.length).toBeLessThan(500);
    expect(text.length).toBeLessThan(100_000);
    for (const widget of widgets) {
      const metrics = widget.properties.metrics;
      expect(Array.isArray(metrics) ? metrics.length : 0).toBeLessThan(500);
      for (const expression of expressionsOf(widget)) {
        const chosen = variables.reduce(
          (all, { pattern, defaultValue }) => all.replaceAll(pattern, defaultValue),
          expression,
        );
        expect(chosen.length, chosen).toBeLessThanOrEqual(2048);
        for (const query of searchesIn(chosen)) expect(query.length).toBeLessThanOrEqual(1024);
      }
    }
  }
});
