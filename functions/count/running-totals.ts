import { addMeasures } from '../core/counter.ts';
import type { RunningId } from '../core/running-total.ts';
import type { Part } from './apply-counter.ts';
import type { Group } from './graph-points.ts';

export type { RunningId } from '../core/running-total.ts';

/** What a batch adds to a provider's running totals: each of its transitions, of which minutes of the provider hold all. */
export function runningGroups(groups: readonly Group[]): { id: RunningId; parts: Part[] }[] {
  const running = new Map<string, { id: RunningId; parts: Part[] }>();
  for (const { counter, parts } of groups) {
    if (counter.dimension !== 'provider' || counter.granularity !== 'minute') continue;
    const id = { tenant: counter.tenant, provider: counter.value };
    const name = `${id.tenant}#${id.provider}`;
    const group = running.get(name) ?? { id, parts: [] };
    running.set(name, group);
    group.parts.push(...parts.flatMap(transitionsOf));
  }
  return [...running.values()].flatMap(({ id, parts }) => (parts.length > 0 ? [{ id, parts: inOrder(parts) }] : []));
}

function transitionsOf({ sequence, measures }: Part): Part[] {
  const transitions = Object.entries(measures).filter(([name]) => name.startsWith('t.'));
  return transitions.length === 0 ? [] : [{ sequence, measures: Object.fromEntries(transitions) }];
}

/** One record may add to two minutes: what has the same sequence number stays together. */
function inOrder(parts: readonly Part[]): Part[] {
  const bySequence = new Map<string, Part>();
  for (const { sequence, measures } of parts) {
    const sum = { ...bySequence.get(sequence)?.measures };
    addMeasures(sum, measures);
    bySequence.set(sequence, { sequence, measures: sum });
  }
  return [...bySequence.values()].sort((a, b) => (a.sequence < b.sequence ? -1 : 1));
}
