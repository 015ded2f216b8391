import { minute } from '../core/time.ts';
import type { AlertTransition, SimulatedNotice, SimulatedTick } from './simulate.ts';

/** What would have become of the alerts of a rule, and what it comes to. Times in epoch milliseconds. */
export type BacktestStory = {
  transitions: AlertTransition[];
  notices: SimulatedNotice[];
  /** How many times an alert began to fire. */
  firings: number;
  /** Of all its alerts together. */
  firingMinutes: number;
  firstFiring?: number;
  /** How many times an alert was pending and did not come to fire. */
  calmed: number;
  /** How many alerts fire at the end. */
  stillFiring: number;
};

/** Gathers the story of one rule tick by tick. */
export function createStory(rule: string) {
  const transitions: AlertTransition[] = [];
  const notices: SimulatedNotice[] = [];
  const add = (tick: SimulatedTick) => {
    transitions.push(...tick.transitions.filter((one) => one.rule === rule));
    notices.push(...tick.notices.filter(({ rules }) => rules.includes(rule)));
  };
  const told = (to: number): BacktestStory => ({ transitions, notices, ...sumsOf(transitions, to) });
  return { add, told };
}

function sumsOf(transitions: readonly AlertTransition[], to: number): Omit<BacktestStory, 'transitions' | 'notices'> {
  const states = new Map<string, AlertTransition>();
  const firings: { from: number; to: number }[] = [];
  let calmed = 0;
  for (const next of transitions) {
    const alert = JSON.stringify(Object.entries(next.labels).sort());
    const before = states.get(alert);
    if (before?.state === 'pending' && next.state === 'inactive') calmed += 1;
    if (before?.state === 'firing' && next.state === 'firing') continue;
    if (before?.state === 'firing') firings.push({ from: before.at, to: next.at });
    states.set(alert, next);
  }
  const open = [...states.values()].filter(({ state }) => state === 'firing');
  const all = [...firings, ...open.map(({ at }) => ({ from: at, to }))];
  const first = Math.min(...all.map(({ from }) => from));
  return {
    firings: all.length,
    firingMinutes: all.reduce((sum, one) => sum + (one.to - one.from) / minute, 0),
    ...(all.length > 0 && { firstFiring: first }),
    calmed,
    stillFiring: open.length,
  };
}
