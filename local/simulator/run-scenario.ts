import type { ScenarioName } from '../flags.ts';
import type { Print } from '../sink.ts';
import { type Phase, scenarios } from './scenarios.ts';
import { type SimulatorKeys, startTraffic } from './traffic.ts';
import { type AlertChange, type SeenAlert, watchAlerts } from './watch-alerts.ts';

export type Simulation = {
  /** Whether every alert that fired has resolved, every channel knows, and at least one did; false if not in time. */
  resolved: Promise<boolean>;
  stop(): void;
};

/** Product minutes; every scenario is over long before. */
const patience = 300;

/** Where a scenario is played, and the keys that are accepted there. */
export type Stage = { url: string; keys: SimulatorKeys; tickSeconds: number };

/** Plays a scenario against the public port and tells on the terminal what alerts do. The traffic goes on afterwards. */
export function startScenario(name: ScenarioName, { url, keys, tickSeconds }: Stage, print: Print): Simulation {
  const started = Date.now();
  const say = (text: string) => print(`${clock(Date.now() - started)}  ${text}`);
  const traffic = startTraffic(url, keys, tickSeconds);
  const end = new AbortController();
  const resolved = Promise.withResolvers<boolean>();
  let hasFired = false;

  const onLook = (changes: AlertChange[], alerts: SeenAlert[]) => {
    for (const { kind, alert } of changes) {
      say(`${kind.padEnd(8)}  ${(alert.severity ?? '').padEnd(8)}  ${alert.text.title}  (${alert.rule})`);
    }
    hasFired ||= changes.some(({ kind }) => kind === 'fired');
    if (hasFired && alerts.every(isOver)) resolved.resolve(true);
  };

  const playing = play(scenarios[name], tickSeconds, traffic.setTrouble, say, end.signal);
  const watching = watchAlerts(url, end.signal, onLook);
  const giveUp = setTimeout(() => resolved.resolve(false), patience * tickSeconds * 1000);
  giveUp.unref();
  return {
    resolved: resolved.promise,
    stop: () => {
      end.abort();
      traffic.stop();
      const { messages, webhooks, refused } = traffic.sums();
      say(`${messages} messages, ${webhooks} webhooks sent, ${refused} of them not accepted`);
      void Promise.allSettled([playing, watching]);
    },
  };
}

async function play(
  phases: readonly Phase[],
  tickSeconds: number,
  setTrouble: (trouble: Phase['trouble']) => void,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const phase of phases) {
    if (signal.aborted) return;
    say(phase.says);
    setTrouble(phase.trouble);
    if (phase.minutes !== undefined) await pause(phase.minutes * tickSeconds * 1000, signal);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function isOver({ state, notifications }: SeenAlert): boolean {
  return state !== 'firing' && notifications.every(({ told }) => told?.kind !== 'firing');
}

/** `01:05` */
function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
