import { type CounterId, dimensions, type Measures } from '../core/counter.ts';

/** The measures among a counter item's attributes: numbers whose names say their family. */
export function measuresOf(item: Record<string, unknown>): Measures {
  const measures: Measures = {};
  for (const [name, value] of Object.entries(item)) {
    if (typeof value === 'number' && /^[otx]\./.test(name)) measures[name] = value;
  }
  return measures;
}

/** A number attribute, 0 if absent. */
export function numberOf(item: Record<string, unknown> | undefined, name: string): number {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
}

/** The history key's parts: `tenant#dimension#value#granularity`. */
export function historyIdOf(pk: string, start: number): CounterId | undefined {
  const [tenant, dimensionName, value, granularityName] = pk.split('#');
  const dimension = dimensions.find((name) => name === dimensionName);
  const granularity = (['hour', 'day', 'month'] as const).find((name) => name === granularityName);
  return tenant && dimension && value && granularity ? { tenant, dimension, value, granularity, start } : undefined;
}
