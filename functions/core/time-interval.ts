import { wallClock, weekdays } from './calendar.ts';
import { day, hour, minute } from './time.ts';

/**
 * Times that come again, as Alertmanager names them: all that is said has to hold, and of each list one entry.
 * Ranges of days, months and years include both ends: `monday:friday`, `-3:-1`, `november:february`, `2026`.
 */
export type TimeInterval = {
  /** By the wall clock; `from` is inside, `to` is not. One that crosses midnight belongs to the day on which it begins. */
  times?: { from: string; to: string }[] | undefined;
  weekdays?: string[] | undefined;
  /** Negative: from the end of the month. */
  daysOfMonth?: string[] | undefined;
  months?: string[] | undefined;
  years?: string[] | undefined;
  /** Where the clock hangs, if not in the zone of who asks. */
  zone?: string | undefined;
};

/** @param at epoch milliseconds */
export function isWithin(interval: TimeInterval, at: number, zone: string): boolean {
  const wall = wallClock(interval.zone ?? zone, at);
  if (interval.times === undefined) return isOn(interval, wall);
  const time = wall - Math.floor(wall / day) * day;
  return interval.times.some(({ from, to }) => {
    const [start = 0, end = 0] = [parseTimeOfDay(from), parseTimeOfDay(to)];
    if (start < end) return start <= time && time < end && isOn(interval, wall);
    return (start <= time && isOn(interval, wall)) || (time < end && isOn(interval, wall - day));
  });
}

/** Milliseconds since midnight of `09:00`, up to `24:00`; `undefined` if the text is no time of day. */
export function parseTimeOfDay(text: string): number | undefined {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/.exec(text) ?? [];
  if (text === '24:00') return day;
  return hours === undefined ? undefined : Number(hours) * hour + Number(minutes) * minute;
}

function isOn(interval: TimeInterval, wall: number): boolean {
  const date = new Date(wall);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return (
    isIn('weekdays', interval, (date.getUTCDay() + 6) % 7) &&
    isIn('daysOfMonth', interval, date.getUTCDate(), length) &&
    isIn('months', interval, month + 1) &&
    isIn('years', interval, year)
  );
}

type Scale = { read: (word: string) => number | undefined; wraps: boolean };
const monthNames = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
];

const scales = {
  weekdays: { read: (word) => placeIn(weekdays, word), wraps: true },
  daysOfMonth: { read: (word) => whole(word, -31, 31) || undefined, wraps: false },
  months: { read: (word) => whole(word, 1, 12) ?? placeIn(['', ...monthNames], word), wraps: true },
  years: { read: (word) => whole(word, 1970, 9999), wraps: false },
} as const satisfies Record<string, Scale>;
export type ScaleName = keyof typeof scales;

function placeIn(names: readonly string[], word: string): number | undefined {
  const place = names.indexOf(word.toLowerCase());
  return place === -1 || word === '' ? undefined : place;
}

function whole(word: string, least: number, most: number): number | undefined {
  const number = /^-?\d{1,4}$/.test(word) ? Number(word) : Number.NaN;
  return least <= number && number <= most ? number : undefined;
}

/** `monday` is `monday:monday`. `undefined` if the text is no range of that scale, or one with nothing in it. */
export function parseRange(name: ScaleName, text: string): { from: number; to: number } | undefined {
  const [first = '', last = first, ...more] = text.split(':');
  const { read, wraps } = scales[name];
  const [from, to] = [read(first), read(last)];
  if (more.length > 0 || from === undefined || to === undefined) return undefined;
  const isEmpty = !wraps && (from < 0 === to < 0 ? from > to : from < 0);
  return isEmpty ? undefined : { from, to };
}

/** @param length of the month, from whose end negative days are counted */
function isIn(name: ScaleName, interval: TimeInterval, value: number, length = 0): boolean {
  const holds = (text: string) => {
    const range = parseRange(name, text) ?? { from: Number.NaN, to: Number.NaN };
    const [from = 0, to = 0] = [range.from, range.to].map((end) => (end < 0 ? length + 1 + end : end));
    return from > to && scales[name].wraps ? value >= from || value <= to : from <= value && value <= to;
  };
  return interval[name]?.some(holds) ?? true;
}
