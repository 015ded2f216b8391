import { type Random, seeded } from '../prometheus/cases.ts';
import { groupsOf } from './our-config.ts';
import { inhibition, rules } from './setup.ts';
import { lastTick, type PlannedSilence, type Spell, type Timeline } from './timeline.ts';

/** Longer than any wait and any interval: what lasts as long is told, and so is its end. */
const long = 6;

/** Timelines that look random and are the same for the same seed; none holds one of our known differences. */
export function generated(seed: number, count: number): Timeline[] {
  const random = seeded(seed);
  const timelines: Timeline[] = [];
  while (timelines.length < count) {
    const timeline = anyTimeline(random, `generated ${timelines.length}`);
    if (isComparable(timeline)) timelines.push(timeline);
  }
  return timelines;
}

function anyTimeline(random: Random, name: string): Timeline {
  const spells = new Map<string, Spell>();
  for (let left = random.whole(4, 9); left > 0; left -= 1) {
    const spell = anySpell(random);
    spells.set(JSON.stringify([spell.rule, spell.labels]), spell);
  }
  const silences = Array.from({ length: random.whole(0, 2) }, (): PlannedSilence => {
    const from = random.whole(0, 30);
    const match = random.oneOf<Record<string, string>>([
      { provider: 'telnyx' },
      { provider: 'twilio' },
      { carrier: 'AT&T' },
    ]);
    return { match, from, until: from + random.whole(3, 25) };
  });
  return { name, spells: [...spells.values()], silences };
}

function anySpell(random: Random): Spell {
  const rule = random.oneOf([...rules, 'delivery']);
  const provider = random.oneOf(['telnyx', 'telnyx', 'telnyx', 'twilio']);
  const carrier = random.oneOf(['AT&T', 'T-Mobile', 'Verizon']);
  const from = random.whole(0, 30);
  const until = from + random.whole(long, lastTick);
  return {
    rule,
    severity: random.oneOf(['critical', 'high', 'low']),
    labels: rule === 'delivery' ? { provider, carrier } : { provider },
    from,
    ...(until <= lastTick - long && { until }),
  };
}

type Mute = { from: number; until: number; spells: Set<Spell> };

/** Alertmanager keeps the clock of a group that is over, mutes resolves, and takes a muted part of a group for news. */
function isComparable({ spells, silences = [] }: Timeline): boolean {
  const groups = new Map<string, Spell[]>();
  for (const spell of spells) {
    for (const group of groupsOf(spell)) groups.set(group, [...(groups.get(group) ?? []), spell]);
  }
  const mutes = [
    ...silences.map((silence) => silenced(silence, spells)),
    ...spells.flatMap((spell) => inhibited(spell, spells)),
  ];
  return [...groups.values()].every(
    (group) =>
      goesOn(group) && mutes.every((mute) => isWhole(mute, group) && group.every((spell) => isHeard(spell, mute))),
  );
}

function goesOn(group: readonly Spell[]): boolean {
  const first = Math.min(...group.map(({ from }) => from));
  return group.every(
    ({ from }) => from === first || group.some((other) => other.from < from && (other.until ?? lastTick) > from),
  );
}

function isWhole({ spells }: Mute, group: readonly Spell[]): boolean {
  return group.every((spell) => spells.has(spell)) || !group.some((spell) => spells.has(spell));
}

/** Its end is told before it is muted, or it fires long enough afterwards to be told. */
function isHeard(spell: Spell, { spells, from, until }: Mute): boolean {
  if (!spells.has(spell) || spell.until === undefined) return true;
  return spell.until < from - long || spell.until > until + long;
}

function silenced({ match, from, until }: PlannedSilence, spells: readonly Spell[]): Mute {
  return { from, until, spells: new Set(spells.filter(({ labels }) => agrees(match, labels))) };
}

function inhibited({ rule, labels, from, until = Number.POSITIVE_INFINITY }: Spell, spells: readonly Spell[]): Mute[] {
  if (rule !== inhibition.source.rule) return [];
  const targets = spells.filter(
    (one) => one.rule === inhibition.target.rule && one.labels.provider === labels.provider,
  );
  return [{ from, until, spells: new Set(targets) }];
}

function agrees(match: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  return Object.entries(match).every(([label, value]) => labels[label] === value);
}
