import fc from 'fast-check';
import { type CoveredDeps, dispatchCovered } from '../../functions/dispatch/dispatch-covered.ts';
import { type EvaluateDeps, evaluate } from '../../functions/evaluate/evaluate.ts';
import { at, createEvaluation, type Setting } from './evaluation.ts';

/** The same dependencies, each call of which waits for its turn, and never returns once the run has died. */
export function scheduled(
  deps: EvaluateDeps,
  telling: CoveredDeps,
  scheduler: fc.Scheduler,
  diesAfter = Number.POSITIVE_INFINITY,
) {
  let calls = 0;
  const turn =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      calls += 1;
      if (calls > diesAfter) return new Promise(() => undefined);
      await scheduler.schedule(Promise.resolve());
      const answer = await call(...args);
      await scheduler.schedule(Promise.resolve());
      return answer;
    };
  const toldInTurn: CoveredDeps = {
    ...telling,
    alertsOfRule: turn(telling.alertsOfRule),
    groups: turn(telling.groups),
    saveGroup: turn(telling.saveGroup),
    said: turn(telling.said),
    covered: turn(telling.covered),
    dispatched: turn(telling.dispatched),
    moveDispatched: turn(telling.moveDispatched),
  };
  return {
    ...deps,
    readings: (...at) => ({ ...deps.readings(...at), sums: turn(deps.readings(...at).sums) }),
    alertsOfRule: turn(deps.alertsOfRule),
    saveAlert: turn(deps.saveAlert),
    dispatch: () => dispatchCovered(toldInTurn),
    cursor: turn(deps.cursor),
    moveCursor: turn(deps.moveCursor),
    judgedRules: turn(deps.judgedRules),
    saveJudgedRules: turn(deps.saveJudgedRules),
    countLag: turn(deps.countLag),
  } satisfies EvaluateDeps;
}

const timing = {
  when: fc.constantFrom(
    { critical: { below: '50%' } },
    { critical: { below: '50%', for: '2m' }, high: { below: '60%', for: '1m' } },
  ),
  keepFiring: fc.constantFrom('0m', '2m'),
  cooldown: fc.constantFrom('0m', '3m'),
  staleAfter: fc.constantFrom('2m', '60m'),
  flapping: fc.constantFrom({ changes: 2, evaluations: 3 }, { changes: 3, evaluations: 5 }),
  onUnknown: fc.constantFrom('keep' as const, 'keep' as const, 'ok' as const, 'alerting' as const, 'nodata' as const),
};

/** Incidents of so many minutes, under rules of every kind of timing: `x` is a minute that cannot be read. */
export function settings(minutes: number): fc.Arbitrary<Setting> {
  const timeline = fc.string({
    unit: fc.constantFrom('!', '!', '!', '.', '.', '?', 'x'),
    minLength: minutes,
    maxLength: minutes,
  });
  const rule = (id: string, every: string) => fc.record({ id: fc.constant(id), every: fc.constant(every), ...timing });
  return fc.record({
    traffic: fc.record({ telnyx: timeline, twilio: timeline }),
    rules: fc.tuple(rule('delivery', '1m'), rule('slow-delivery', '2m')),
    own: fc.constant(true),
    down: fc.record({ slack: fc.uniqueArray(fc.nat(minutes - 1), { maxLength: 3 }) }),
  });
}

export type World = ReturnType<typeof createEvaluation>;

/** One evaluator that never misses a minute. */
export async function alone(setting: Setting, minutes: number): Promise<World> {
  const world = createEvaluation(setting);
  for (let tick = 0; tick < minutes; tick += 1) await evaluate(at(tick), world.deps);
  return world;
}

/** What people see of a world. */
export function told(world: World) {
  return { ...judged(world), arrived: [...world.arrived].sort() };
}

/** What is true in a world. */
export function judged({ alerts, history }: World) {
  const sorted = [...alerts].sort(([a], [b]) => (a < b ? -1 : 1));
  return { alerts: sorted, history: [...history].sort() };
}

/** The ends that a channel was told of though it knew of no beginning: `slack 7f3a9c0b1d2e`. */
export function doubled({ lines }: World): string[] {
  const open = new Set<string>();
  return lines.flatMap(({ channel, alert, kind }) => {
    const name = `${channel} ${alert}`;
    if (kind === 'firing') open.add(name);
    return kind === 'resolved' && !open.delete(name) ? name : [];
  });
}
