import { describe, expect, test } from 'vitest';
import type { Gauge } from '../../functions/core/gauge.ts';
import { metricNames } from '../../functions/core/metric-names.ts';
import { hour, minute } from '../../functions/core/time.ts';
import type { IngestDeps } from '../../functions/ingest/ingest.ts';
import { replay } from '../../functions/replay/replay.ts';
import { appRequest, appSecret } from '../providers/app-request.ts';
import { now, setUp } from '../support/ingest.ts';

const call = { type: 'api-call', id: 'c-1', at: now, target: 'telnyx', outcome: 'ok' };
const count = { type: 'count', id: 'n-1', at: now, name: 'conversions' };
const gauge = { type: 'gauge', name: 'outbound-queue', value: 7, at: now };

function reporting(overrides: Partial<IngestDeps> = {}) {
  const saved: Gauge[] = [];
  const world = setUp({
    secret: async () => ({ kind: 'known', lines: [appSecret] }),
    saveGauge: async (one) => void saved.push(one),
    ...overrides,
  });
  const report = (...events: object[]) => world.send(appRequest(events, now), 'app');
  return { ...world, saved, report };
}

describe('a name that the configuration does not list', () => {
  test.each([
    ['apis', 'openai', { ...call, target: 'openai' }],
    ['counts', 'carts', { ...count, name: 'carts' }],
    ['gauges', 'inbound-queue', { ...gauge, name: 'inbound-queue' }],
  ])('of %s: the rest is taken, and the log says what to add', async (list, name, stranger) => {
    const { report, entries, saved, quarantined, log, sums } = reporting();
    expect(await report(call, stranger, count, gauge)).toEqual({ status: 200 });
    const says = `not listed: add '${name}' to reports.${list} of the configuration`;
    expect([...entries.keys()]).toEqual(['main#app#activity#c-1', 'main#app#activity#n-1']);
    expect(saved.map((one) => one.name)).toEqual(['outbound-queue']);
    expect(quarantined).toEqual([`only in part: ${says}`]);
    expect(log.lines).toMatchObject([{ message: 'webhook not counted', fields: { what: says } }]);
    expect(sums[metricNames.webhooksMalformed]).toBe(1);
  });

  test('alone in a request is like one that cannot be read', async () => {
    const { report, entries, saved, quarantined, log } = reporting();
    expect(await report({ ...gauge, name: 'q1' }, { ...gauge, name: 'q1' }, { type: 'retry' })).toEqual({
      status: 200,
    });
    expect([entries.size, saved.length, quarantined.length]).toEqual([0, 0, 1]);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'webhook malformed, kept in quarantine' }]);
    expect(log.lines[0]?.fields.why).toContain("add 'q1' to reports.gauges");
  });

  test('does not fill the log, however many there are', async () => {
    const { report, log } = reporting();
    await report(call, ...Array.from({ length: 900 }, (_, index) => ({ ...gauge, name: `queue-${index}` })));
    expect(String(log.lines[0]?.fields.what).match(/not listed/g)?.length).toBe(20);
  });
});

describe('a gauge', () => {
  test('is kept with its time, without one with that of its request, and not in the journal', async () => {
    const { report, entries, saved } = reporting();
    await report({ ...gauge, at: now - hour }, { ...gauge, at: undefined }, { ...gauge, value: 9, at: now + hour });
    expect(entries.size).toBe(0);
    expect(saved).toEqual([
      { tenant: 'main', name: 'outbound-queue', value: 7, at: now - hour },
      // A time far ahead is a mistake, and not used.
      { tenant: 'main', name: 'outbound-queue', value: 9, at: now },
    ]);
  });

  test('of several of a minute only the last is kept, of the same millisecond the one told last', async () => {
    const { report, saved } = reporting();
    const told = [5, 3, 4].map((value) => ({ ...gauge, value, at: now }));
    await report(...told, { ...gauge, value: 1, at: now - minute }, { ...gauge, value: 2, at: now - minute - 1 });
    expect(saved.map(({ value }) => value)).toEqual([4, 1, 2]);
  });

  test('is kept in product time where that is another one', async () => {
    const { report, saved } = reporting({ fromWall: (at) => at - 30 * minute });
    await report(gauge);
    expect(saved).toMatchObject([{ at: now - 30 * minute }]);
  });

  test('that the table does not take spills its request, and its replay keeps it and counts the rest once', async () => {
    const away = async () => {
      throw new Error('the table is away');
    };
    const { report, deps, spilled, saved, entries, sums } = reporting({ saveGauge: away });
    expect(await report(call, gauge)).toEqual({ status: 200 });
    const [request] = spilled;
    if (!request) throw new Error('nothing was spilled');
    await expect(replay(request, deps)).rejects.toThrow('the table is away');
    const back = { ...deps, saveGauge: async (one: Gauge) => void saved.push(one) };
    expect(await replay(request, back)).toEqual({ kind: 'taken' });
    expect(saved).toMatchObject([{ name: 'outbound-queue', value: 7, at: now }]);
    expect([...entries.keys()]).toEqual(['main#app#activity#c-1']);
    expect(sums[metricNames.webhooksSpilled]).toBe(1);
  });
});
