import type * as inhibitionModule from '../../functions/core/inhibition.ts';
import type { Inhibition, Source } from '../../functions/core/inhibition.ts';
import type { Labels, Matcher } from '../../functions/core/matcher.ts';
import type { ModuleVector } from './module-vectors.ts';

type Module = Pick<typeof inhibitionModule, 'indexSources' | 'inhibitedBy'>;

export const is = (label: string, value = '1'): Matcher => ({ label, op: '=', value });

/** SEMANTICS 4.4. */
export const inhibitions: Inhibition[] = [
  { source: [is('s1')], target: [is('t1')], equal: ['e'] },
  { source: [is('s2')], target: [is('t2')], equal: ['e'] },
];
export const firing: Source[] = [
  { id: 'S1', labels: { s1: '1', t1: '2', e: '1' } },
  { id: 'S2', labels: { s2: '1', t2: '1', e: '1' } },
];

/** While S1{s1=1,t1=2,e=1} and S2{s2=1,t2=1,e=1} fire. */
export const inhibitionVectors: ModuleVector<Module>[] = [
  vector('4.4: {t1=1,e=1} is muted', { t1: '1', e: '1' }, ['S1']),
  vector('4.4: {t2=1,e=1} is muted', { t2: '1', e: '1' }, ['S2']),
  vector('4.4: {t1=1,t3=1,e=1} is muted', { t1: '1', t3: '1', e: '1' }, ['S1']),
  vector('4.4: {t1=1,t2=1,e=1} is muted', { t1: '1', t2: '1', e: '1' }, ['S1', 'S2']),
  vector('4.4: {t1=0,e=1} is not muted', { t1: '0', e: '1' }, []),
  vector('4.4: {s1=1,t1=1,e=1} is muted', { s1: '1', t1: '1', e: '1' }, ['S1']),
  vector('4.4: {s2=1,t2=1,e=1} is not muted', { s2: '1', t2: '1', e: '1' }, []),
  vector('4.4: {t1=1,e=0} is not muted', { t1: '1', e: '0' }, []),
];

function vector(id: string, target: Labels, gives: string[]): ModuleVector<Module> {
  const of = ({ indexSources, inhibitedBy }: Module) =>
    inhibitedBy(target, indexSources(inhibitions, firing)).map((source) => source.id);
  return { id, of, gives };
}
