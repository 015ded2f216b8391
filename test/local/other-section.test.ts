import { expect, test } from 'vitest';
import type { Measures } from '../../functions/core/counter.ts';
import { otherSection } from '../../local/page/other-section.ts';
import type { LocalState } from '../../local/page/state.ts';
import { start } from '../support/events.ts';

const state = (measures: Measures, registrations: LocalState['registrations'] = []): LocalState => ({
  now: start,
  tickSeconds: 60,
  counts: [{ tenant: 'main', dimension: 'provider', value: 'twilio', since: start, measures }],
  registrations,
  alerts: [],
  providers: [],
  waiting: { journal: 0, alerts: 0, spill: 0, bus: 0, retry: 0, deadLetters: 0 },
});
const section = (of: LocalState) => otherSection(of, () => 'UTC').markup;
const numbers = (markup: string) => [...markup.matchAll(/<td>([^<]*)<\/td>/g)].map(([, number]) => number);

test('calls, what people wrote and faults have a table each, which is left out while there are none', () => {
  expect(section(state({ 'o.started': 5 }))).toBe('');
  const calls = section(
    state({ 'o.call.started': 3, 'o.call.answered': 2, 'o.call.busy': 1, 'o.call.durationMs': 90_000 }),
  );
  expect(numbers(calls)).toEqual(['3', '2', '0', '0', '0', '1', '0', '0', '0', '2']);
  const people = section(state({ 'o.inbound.received': 2, 'o.inbound.class.stop': 1, 'o.consent.opted-out': 1 }));
  expect(numbers(people)).toEqual(['2', '1', '0', '0', '1', '0']);
  expect(numbers(section(state({ 'o.fault.error': 4, 'o.fault.ours': 3 })))).toEqual(['4', '0', '3']);
});

test('a registration that stops messages stands out, and its words are escaped', () => {
  const entry = {
    kind: 'registration',
    key: 'main#meta#registration#template:77',
    rev: 1,
    countedAs: 1,
    tenant: 'main',
    provider: 'meta',
    id: '77',
    unit: 'template',
    status: 'suspended',
    word: 'PAUSED',
    reason: '<b>low</b>',
    since: start,
    startedAt: start,
    updatedAt: start,
    zone: 'UTC',
    labels: { carrier: 'unknown', country: 'unknown' },
    changes: [],
  } as const;
  const markup = section(state({}, [{ ...entry, changes: [] }]));
  expect(markup).toContain('<td class="text bad">suspended</td>');
  expect(markup).toContain('PAUSED: &lt;b&gt;low&lt;/b&gt;');
  expect(section(state({}, [{ ...entry, status: 'active', changes: [] }]))).toContain('<td class="text ">active</td>');
});
