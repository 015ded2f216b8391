import type { Alert } from '../../functions/core/alert.ts';
import type * as flappingModule from '../../functions/core/flapping.ts';
import { minute } from '../../functions/core/time.ts';

/**
 * `changes`, an evaluation each: `x` the alert began or ceased to fire, `.` it did not, ` ` it was not evaluated.
 * `flaps`: `~` after the evaluation it flaps, `.` it does not.
 */
export type FlappingVector = {
  id: string;
  name: string;
  changes: string;
  flaps: string;
  /** Minutes between evaluations. */
  every?: number;
  rules?: { changes: number; evaluations: number };
  /** The minute of the last change of `resolvedAt`. */
  restedAt?: number;
  /** Evaluations that give the very alert back. */
  same?: number;
};

const quiet = (evaluations: number) => '.'.repeat(evaluations);
const on = (evaluations: number) => '~'.repeat(evaluations);

export const flappingVectors: FlappingVector[] = [
  { id: '4.16-1', name: 'three changes: no', changes: '..x.x.x', flaps: '.......', same: 4 },
  { id: '4.16-2', name: 'four changes: yes', changes: '..x.x.x.x', flaps: '........~' },
  { id: '4.16-3', name: 'four changes in a row: yes', changes: 'xxxx', flaps: '...~' },
  {
    id: '4.16-4',
    name: 'it takes 20 quiet evaluations to leave, and what is over has ended then',
    changes: `xxxx${quiet(19)}..`,
    flaps: `...${on(20)}..`,
    restedAt: 23,
  },
  {
    id: '4.16-5',
    name: 'a change after 19 quiet evaluations begins the wait anew',
    changes: `xxxx${quiet(19)}x${quiet(20)}`,
    flaps: `...${on(20)}${on(20)}.`,
  },
  {
    id: '4.16-6',
    name: 'the fourth change counts if the first was 19 evaluations ago',
    changes: `xxx${quiet(16)}x`,
    flaps: `${quiet(19)}~`,
  },
  {
    id: '4.16-7',
    name: 'the fourth change does not count if the first was 20 evaluations ago',
    changes: `xxx${quiet(17)}x`,
    flaps: quiet(21),
  },
  {
    id: '4.16-8',
    name: 'what comes to rest while it fires flaps no more, and has not ended',
    changes: `xxxxx${quiet(20)}`,
    flaps: `...${on(21)}.`,
  },
  {
    id: '4.16-9',
    name: 'evaluations are counted in the rhythm of the rule',
    changes: `xxxx${quiet(20)}`,
    flaps: `...${on(20)}.`,
    every: 5,
    restedAt: 115,
  },
  {
    id: '4.16-10',
    name: 'evaluations that were missed saw no change',
    changes: `xxxx${' '.repeat(19)}.`,
    flaps: `...~${' '.repeat(19)}.`,
    restedAt: 23,
  },
  {
    id: '4.16-11',
    name: 'as many changes and evaluations as the rule says',
    changes: 'xx....x..x',
    flaps: '.~~~~....~',
    restedAt: 5,
    rules: { changes: 2, evaluations: 4 },
  },
];

export type Module = Pick<typeof flappingModule, 'withFlapping'>;

/** What a vector's changes lead to. */
export function runFlapping(vector: FlappingVector, { withFlapping }: Module) {
  const { every = 1, rules = { changes: 4, evaluations: 20 } } = vector;
  let alert: Alert = blank;
  let [flaps, same] = ['', 0];
  [...vector.changes].forEach((change, index) => {
    if (change === ' ') {
      flaps += ' ';
      return;
    }
    const stepped = change === 'x' ? toggled(alert) : alert;
    const next = withFlapping(alert, stepped, { ...rules, every: every * minute }, index * every * minute);
    if (next === stepped) same += 1;
    alert = next;
    flaps += alert.flappingSince === undefined ? '.' : '~';
  });
  return {
    flaps,
    same,
    restedAt: alert.resolvedAt && alert.resolvedAt / minute,
    noChanges: alert.changes?.length === 0,
  };
}

export function flappingPromise(vector: FlappingVector, result: ReturnType<typeof runFlapping>) {
  return { flaps: vector.flaps, same: vector.same ?? result.same, restedAt: vector.restedAt, noChanges: false };
}

/** The ids of the vectors that do not hold. */
export function failedFlappingVectors(module: Module): string[] {
  return flappingVectors
    .filter((vector) => {
      const result = runFlapping(vector, module);
      return JSON.stringify(result) !== JSON.stringify(flappingPromise(vector, result));
    })
    .map(({ id }) => id);
}

/** An alert of nothing. */
export const blank: Alert = {
  tenant: 'main',
  rule: 'r',
  labels: {},
  id: 'a',
  state: 'inactive',
  levels: {},
  tick: 0,
  rev: 0,
  episode: 0,
  knownAt: 0,
  evidence: { sample: 0, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] },
};

function toggled(alert: Alert): Alert {
  return { ...alert, state: alert.state === 'firing' ? 'inactive' : 'firing' };
}
