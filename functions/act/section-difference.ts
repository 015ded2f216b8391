import { createHash } from 'node:crypto';
import type { Config } from '../config/schema.ts';
import type { Override } from '../core/override.ts';

type Section = Override['section'];

/** `changed ladder; added night (1f2e3d4c5b6a)`: which parts differ by their names, and what the section is known by then. */
export function sectionDifference(section: Section, before: Config, after: Config): string {
  const [old, next] = [partsOf(section, before), partsOf(section, after)];
  const names = {
    changed: [...next].flatMap(([name, text]) => (old.has(name) && old.get(name) !== text ? name : [])),
    added: [...next.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !next.has(name)),
  };
  const said = Object.entries(names).flatMap(([what, some]) => (some.length > 0 ? `${what} ${some.join(', ')}` : []));
  return `${said.join('; ') || 'the same'} (${sectionHash(section, after)})`;
}

/** 12 hex digits of a hash of a section, whatever the order of its keys. Nobody's number or address is in it. */
export function sectionHash(section: Section, config: Config): string {
  const text = textOf(config[section], ['phone', 'email']);
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** What a section consists of, as text, by name, or by its place where it has none. */
function partsOf(section: Section, config: Config): Map<string, string> {
  if (section === 'onCall') {
    const { people, schedules } = config.onCall;
    return new Map([...named(people, 'people.'), ...named(schedules, 'schedules.')]);
  }
  if (section === 'escalations') return new Map(named(config.escalations, ''));
  if (section === 'rules') return new Map(config.rules.map((rule) => [rule.id, textOf(rule)]));
  return new Map(config[section].map((part, place) => [part.name ?? `[${place}]`, textOf(part)]));
}

function named(parts: object, prefix: string): [string, string][] {
  return Object.entries(parts).map(([name, part]) => [prefix + name, textOf(part)]);
}

function textOf(value: unknown, without: readonly string[] = []): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const kept = Object.entries(part).filter(([key]) => !without.includes(key));
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
