import type { Severity } from '../../functions/core/severity.ts';

/** A tick is a minute of ours and a second of Alertmanager's. */
export const lastTick = 45;

/** Which scenario an alert belongs to is one of its labels, so that all of them run side by side in groups of their own. */
export const scenarioLabel = 'campaign';

/** An alert that fires from one tick until another, if it ends at all. */
export type Spell = {
  rule: string;
  severity: Severity;
  labels: Readonly<Record<string, string>>;
  from: number;
  until?: number;
  /** How many ticks before `from` it began, if that was not when anybody was told of it. */
  startedBefore?: number;
};

/** Holds from one tick until another, the last one excluded. */
export type PlannedSilence = { match: Readonly<Record<string, string>>; from: number; until: number };

export type Timeline = { name: string; spells: readonly Spell[]; silences?: readonly PlannedSilence[] };

/** What a receiver was told at once. Alerts are called by {@link alertName}. */
export type ToldNotice = {
  tick: number;
  /** The receiver and what the group's alerts have in common: `chat AT&T`. */
  to: string;
  firing: readonly string[];
  resolved: readonly string[];
};

/** Notices by the scenario, in the order in which they came. */
export type Told = ReadonlyMap<string, readonly ToldNotice[]>;

/** How a test calls an alert: by its rule, and by its labels without the scenario. */
export function alertName(rule: string, labels: Readonly<Record<string, string>>): string {
  return [rule, ...valuesOf(labels)].join(' ');
}

export function groupName(receiver: string, labels: Readonly<Record<string, string>>): string {
  return [receiver, ...valuesOf(labels)].join(' ');
}

function valuesOf(labels: Readonly<Record<string, string>>): string[] {
  const own = Object.entries(labels).filter(([label]) => label !== scenarioLabel);
  return own.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** The same scenario, with its name as a label of all that is in it. */
export function inScenario({ name, spells, silences = [] }: Timeline): Required<Timeline> {
  return {
    name,
    spells: spells.map((spell) => ({ ...spell, labels: { ...spell.labels, [scenarioLabel]: name } })),
    silences: silences.map((silence) => ({ ...silence, match: { ...silence.match, [scenarioLabel]: name } })),
  };
}

/** Notices by scenario, each in the order of its ticks. */
export function byScenario(notices: readonly { scenario: string; notice: ToldNotice }[]): Told {
  const groups = Map.groupBy(notices, ({ scenario }) => scenario);
  return new Map([...groups].map(([name, found]) => [name, found.map(({ notice }) => notice).sort(inOrder)]));
}

function inOrder(a: ToldNotice, b: ToldNotice): number {
  return a.tick - b.tick || (a.to < b.to ? -1 : 1);
}
