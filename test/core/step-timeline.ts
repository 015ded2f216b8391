import { isDeepStrictEqual } from 'node:util';
import type { Alert, Evidence, Verdict } from '../../functions/core/alert.ts';
import type { Severity } from '../../functions/core/severity.ts';
import type * as stepModule from '../../functions/core/step.ts';
import { minute } from '../../functions/core/time.ts';

/**
 * One tick a minute, from minute 0. `seen`: `!` bad, `.` good, `?` unknown, ` ` not evaluated. `states`: `P` pending,
 * `F` firing, `-` inactive or none. `says`: the transitions other than "none", as `minute transition`.
 */
export type StepVector = {
  id: string;
  name: string;
  levels: Partial<Record<Severity, { hold: number; seen: string }>>;
  keepFiring?: number;
  staleAfter?: number;
  /** Holds that apply from a minute on; a level that is missing is no longer in the rule. */
  edit?: { at: number; holds: Partial<Record<Severity, number>> };
  /** The tick of each step, if they are not 0, 1, 2, … */
  ticks?: number[];
  states: string;
  /** The severity after each tick: its first letter. */
  severities?: string;
  says: string[];
  /** Of the alert after the last tick; times in minutes. */
  ends?: Ends;
};

type Ends = {
  /** Whether there is an alert at all. */
  kept?: boolean;
  episode?: number;
  /** The worst severity of the episode. */
  peak?: Severity | undefined;
  since?: number;
  firedAt?: number | undefined;
  resolvedAt?: number | undefined;
  because?: Alert['resolvedBecause'];
  knownAt?: number;
  tick?: number;
  /** The minute whose evidence the alert shows. */
  evidence?: number;
  /** A level's first good tick since the last bad one. */
  goodSince?: Partial<Record<Severity, number>>;
};

const verdictOf: Record<string, Verdict> = { '!': 'bad', '.': 'good', '?': 'unknown' };

export type Module = Pick<typeof stepModule, 'step'>;

/** What a vector's verdicts lead to under the given state machine. */
export function runStepVector(vector: StepVector, { step }: Module) {
  const result = { states: '', severities: '', says: [] as string[] };
  let alert: Alert | undefined;
  for (let index = 0; index < vector.states.length; index += 1) {
    const at = vector.ticks?.[index] ?? index;
    const next = step(alert, observation(vector, index), timing(vector, index), at * minute);
    if (next.transition !== 'none') result.says.push(`${at} ${next.transition}`);
    alert = next.alert;
    result.states += alert === undefined || alert.state === 'inactive' ? '-' : alert.state === 'firing' ? 'F' : 'P';
    result.severities += alert?.severity?.[0] ?? '-';
  }
  return { ...result, ends: endsOf(alert) };
}

/** What the vector promises of {@link runStepVector}, beside what it leaves open. */
export function keepsStepPromise(vector: StepVector, module: Module): boolean {
  const result = runStepVector(vector, module);
  return isDeepStrictEqual(stepPromise(vector, result), result);
}

export function stepPromise(vector: StepVector, result: ReturnType<typeof runStepVector>) {
  const { states, says } = vector;
  const ends = { ...result.ends, ...vector.ends };
  return { states, severities: vector.severities ?? result.severities, says, ends };
}

function observation(vector: StepVector, index: number): stepModule.Observation {
  const verdicts: Partial<Record<Severity, Verdict>> = {};
  for (const [severity, level] of Object.entries(vector.levels)) {
    const verdict = verdictOf[level.seen[index] ?? ''];
    if (verdict) verdicts[severity as Severity] = verdict;
  }
  return { tenant: 'main', rule: 'r', id: 'a', labels: { provider: 'telnyx' }, verdicts, evidence: evidence(index) };
}

/** Evidence that tells its minute. */
function evidence(index: number): Evidence {
  return { sample: index, failures: 0, window: { from: 0, to: 0 }, codes: [], hit: [] };
}

function timing(vector: StepVector, index: number): stepModule.Timing {
  const edited = vector.edit !== undefined && index >= vector.edit.at;
  const holds: stepModule.Timing['holds'] = {};
  for (const [severity, level] of Object.entries(vector.levels)) {
    const hold = edited ? vector.edit?.holds[severity as Severity] : level.hold;
    if (hold !== undefined) holds[severity as Severity] = hold * minute;
  }
  return { holds, keepFiring: (vector.keepFiring ?? 0) * minute, staleAfter: (vector.staleAfter ?? 120) * minute };
}

function endsOf(alert: Alert | undefined): Ends {
  if (alert === undefined) return { kept: false };
  const inMinutes = (at: number | undefined) => (at === undefined ? undefined : at / minute);
  const since = Object.entries(alert.levels).flatMap(([severity, level]) =>
    level?.keepFiringSince === undefined ? [] : [[severity, level.keepFiringSince / minute]],
  );
  return {
    kept: true,
    peak: alert?.peak,
    episode: alert.episode,
    since: inMinutes(alert.since),
    firedAt: inMinutes(alert.firedAt),
    resolvedAt: inMinutes(alert.resolvedAt),
    because: alert.resolvedBecause,
    knownAt: inMinutes(alert.knownAt),
    tick: inMinutes(alert.tick),
    evidence: alert.evidence.sample,
    goodSince: Object.fromEntries(since),
  } as Ends;
}
