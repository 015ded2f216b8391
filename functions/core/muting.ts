import type { Handling } from './handling.ts';
import { type Inhibition, indexSources, inhibitedBy, type Source } from './inhibition.ts';
import { type Intervals, type MaintenanceWindow, openWindows } from './maintenance.ts';
import { type Labels, matchesAll } from './matcher.ts';
import { type Silence, silenceState, silencesOver } from './silence.ts';

/** What holds back the news that an alert fires; that it has ended, and that somebody took it on, passes. */
export type Mute = {
  because: 'silence' | 'inhibition' | 'maintenance' | 'snooze';
  /** The id of the silence, the id of the alert that inhibits, the name of the window, who snoozed it. */
  by: string;
};

/** An alert that may be muted; `snoozed`: whatever episode it was said in. */
export type MuteSubject = { labels: Labels; snoozed?: Handling['snoozed'] };

/** One way to be quiet. */
type Muter = (subject: MuteSubject) => Mute[];

/** Everything that mutes at one tick. */
export type Quiet = readonly Muter[];

export type QuietInput = {
  silences: readonly Silence[];
  maintenance: readonly MaintenanceWindow[];
  intervals: Intervals;
  inhibit: readonly Inhibition[];
  /** The alerts that fire, muted ones included. */
  sources: readonly Source[];
  /** The tenant's. */
  zone: string;
  /** The tick, epoch milliseconds. */
  now: number;
};

/** Made once for a tenant and a tick: what is over, or has not begun, is asked no more. */
export function prepareQuiet(input: QuietInput): Quiet {
  const { now } = input;
  const silences = input.silences.filter((one) => silenceState(one, now) === 'active');
  const windows = openWindows(input.maintenance, input.intervals, now, input.zone);
  const sources = indexSources(input.inhibit, input.sources);
  return [
    ({ labels }) => silencesOver(labels, silences, now).map(({ id }) => ({ because: 'silence', by: id })),
    ({ labels }) => inhibitedBy(labels, sources).map(({ id }) => ({ because: 'inhibition', by: id })),
    ({ labels }) =>
      windows
        .filter(({ match }) => matchesAll(match, labels))
        .map(({ name }) => ({ because: 'maintenance', by: name })),
    ({ snoozed }) => (snoozed && now < snoozed.until ? [{ because: 'snooze', by: snoozed.by.name }] : []),
  ];
}

/** Why nobody is told that an alert fires; empty: nothing mutes it. */
export function mutesOf(subject: MuteSubject, quiet: Quiet): Mute[] {
  return quiet.flatMap((muter) => muter(subject));
}
