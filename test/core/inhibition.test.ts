import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Inhibition, indexSources, inhibitedBy, type Source } from '../../functions/core/inhibition.ts';
import { type Labels, matchesAll } from '../../functions/core/matcher.ts';
import { firing, inhibitions, inhibitionVectors, is } from './inhibition-vectors.ts';

const idsOf = (target: Labels, rules: readonly Inhibition[], firing: readonly Source[]) =>
  inhibitedBy(target, indexSources(rules, firing)).map(({ id }) => id);

describe('while S1{s1=1,t1=2,e=1} and S2{s2=1,t2=1,e=1} fire', () => {
  test.each(inhibitionVectors)('$id', ({ of, gives }) => {
    expect(of({ indexSources, inhibitedBy })).toEqual(gives);
  });
});

describe('an inhibition', () => {
  test('4.4: with no equal list, any firing source mutes', () => {
    const anywhere = inhibitions.map((rule) => ({ ...rule, equal: [] }));
    expect(idsOf({ t1: '1', e: '0' }, anywhere, firing)).toEqual(['S1']);
  });

  test('4.4: a resolved source does not mute', () => {
    expect(idsOf({ t1: '1', e: '1' }, inhibitions, firing.slice(1))).toEqual([]);
  });

  test('4.4: a label that is missing on both sides is equal, and one that is empty is missing', () => {
    const bare = [{ id: 'S', labels: { s1: '1' } }];
    expect(idsOf({ t1: '1' }, inhibitions, bare)).toEqual(['S']);
    expect(idsOf({ t1: '1', e: '' }, inhibitions, bare)).toEqual(['S']);
    expect(idsOf({ t1: '1', e: '1' }, inhibitions, bare)).toEqual([]);
  });

  test('X-4: the critical alert of a family mutes the warning of the same family and scope, and nothing else', () => {
    const families: Inhibition[] = [
      { source: [is('severity', 'critical')], target: [is('severity', 'medium')], equal: ['family', 'carrier'] },
    ];
    const critical = { id: 'C', labels: { severity: 'critical', family: 'delivery', carrier: 'AT&T' } };
    const warning = (family: string, carrier: string) => ({ severity: 'medium', family, carrier });
    expect(idsOf(warning('delivery', 'AT&T'), families, [critical])).toEqual(['C']);
    expect(idsOf(warning('delivery', 'Verizon'), families, [critical])).toEqual([]);
    expect(idsOf(warning('latency', 'AT&T'), families, [critical])).toEqual([]);
  });

  test('looks at each alert a few times, however many others fire', () => {
    let looks = 0;
    const get = (labels: Labels, name: string | symbol) => {
      looks += 1;
      return Reflect.get(labels, name);
    };
    const counted = (labels: Labels) => new Proxy(labels, { get });
    const labels = (n: number, severity: string) => counted({ severity, carrier: `${n}` });
    const count = 1000;
    const sources = Array.from({ length: count }, (_, n) => ({ id: `${n}`, labels: labels(n, 'critical') }));
    const byCarrier = { source: [is('severity', 'critical')], target: [is('severity', 'low')], equal: ['carrier'] };
    const index = indexSources([byCarrier], sources);
    const muting = Array.from({ length: count }, (_, n) => inhibitedBy(labels(n, 'low'), index));
    expect(muting.map(([source]) => source?.id)).toEqual(sources.map(({ id }) => id));
    expect(looks).toBeLessThanOrEqual(6 * count);
  });

  test('mutes exactly what comparing each target with each source would mute', () => {
    const value = fc.constantFrom('', '1', '2');
    const labels = fc.record({ a: value, b: value, e: value }, { requiredKeys: [] });
    const matcher = fc.record({
      label: fc.constantFrom('a', 'b'),
      op: fc.constantFrom('=' as const, '!=' as const, '=~' as const, '!~' as const),
      value,
    });
    const matchers = fc.array(matcher, { maxLength: 2 });
    const rule = fc.record({ source: matchers, target: matchers, equal: fc.subarray(['a', 'e']) });
    const setting = fc.record({ rule, target: labels, firing: fc.array(labels, { maxLength: 4 }) });
    fc.assert(
      fc.property(setting, (given) => {
        const sources = given.firing.map((one, index) => ({ id: `${index}`, labels: one }));
        const isMuted = idsOf(given.target, [given.rule], sources).length > 0;
        expect(isMuted).toBe(given.firing.some((one) => mutes(one, given.target, given.rule)));
      }),
    );
  });
});

function mutes(source: Labels, target: Labels, { source: of, target: on, equal }: Inhibition): boolean {
  const agree = equal.every((label) => (source[label] ?? '') === (target[label] ?? ''));
  const bothAreBoth = matchesAll(of, target) && matchesAll(on, source);
  return matchesAll(of, source) && matchesAll(on, target) && agree && !bothAreBoth;
}
